"""``demo``: makes the fictitious visit and prints what it made."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervisor_app.cli.acceso import Nueva
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir, tabla
from supervisor_app.domain.composicion_anteriores import frase_de_anteriores
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import periodo
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.demo.efirma import CARPETA as EFIRMA
from supervisor_app.services.demo.resultado import DATOS, VERIFICADOR, ResultadoDemo, preparar_carpeta, recoger
from supervisor_app.services.demo.visita import ENTREGA, crear_anterior_demo, crear_visita_demo


def demo(args: Namespace) -> int:
    carpeta = args.dir.expanduser().absolute() if args.dir is not None else _junto_a(carpeta_de_datos(args))
    return hacer_demo(args, carpeta)


def _junto_a(datos: Path) -> Path:
    return datos.with_name(f"{datos.name}-demo")


def hacer_demo(args: Namespace, carpeta: Path) -> int:
    """A fictitious visit in that folder: 0 where every signature and the package verify."""
    _crear(carpeta)
    with servicios(args, carpeta=carpeta / DATOS, nueva=Nueva.FICTICIA) as abiertos:
        previa = None
        if preparar_carpeta(abiertos, carpeta):
            avisar("Ya había una demostración en esa carpeta; se agrega otra visita.")
        else:
            avisar("… La visita de hace tres meses, cuyos hallazgos se verifican")
            previa = crear_anterior_demo(abiertos)
        expediente = crear_visita_demo(
            abiertos, hasta="entrega", avisar=lambda etapa: avisar(f"… {etapa}"), tras=previa
        )
        anterior = recoger(abiertos, previa, carpeta) if previa is not None else None
        resultado = recoger(abiertos, expediente, carpeta)
        hechos = [r for r in (anterior, resultado) if r is not None]
        problemas = (*(p for r in hechos for p in r.problemas), *abiertos.comprobar())
    if anterior is not None:
        _contar_anterior(anterior, expediente)
    _contar(resultado, carpeta)
    for problema in problemas:
        avisar(problema)
    return Codigo.BIEN if all(r.correcto for r in hechos) and not problemas else Codigo.NO_VALIDO


def _crear(carpeta: Path) -> None:
    if carpeta.exists() and not carpeta.is_dir():
        raise UserError(f"«{carpeta}» es un archivo; indique una carpeta con --dir.")
    try:
        carpeta.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"No se puede crear la carpeta «{carpeta}»: {motivo(error)}.") from error


def _contar_anterior(r: ResultadoDemo, e: Expediente) -> None:
    """What the earlier visit left, and what the present one found of it."""
    decir(f"Visita anterior {r.visita.folio}, de hace tres meses. {frase_de_anteriores(e)}\n")


def _contar(r: ResultadoDemo, carpeta: Path) -> None:
    visita = r.visita
    dias = f", {periodo(visita.inicio, visita.fin)}" if visita.inicio and visita.fin else ""
    decir(f"Visita {visita.folio}: {visita.titulo}{dias}. DATOS FICTICIOS.")
    decir(
        f"{r.respuestas} respuestas en {len(visita.cedulas)} cédulas, {r.evidencias} archivos de evidencia, "
        f"{r.inconsistencias} inconsistencias, {r.medidas} medidas acordadas.\n"
    )
    filas = [("Documento", "Páginas", "Firmas", "Verificación", "Archivo")]
    for d in r.documentos:
        verdad = "válido" if d.verificacion.valido else "NO VÁLIDO"
        ruta = d.ruta.relative_to(carpeta)
        filas.append((d.titulo, str(d.paginas), str(len(d.verificacion.firmas)), verdad, str(ruta)))
    decir(tabla(filas))
    decir("\nFirmaron, con e.firmas de PRUEBA sin validez:")
    for nombre, rfc in dict.fromkeys((f.nombre, f.rfc) for d in r.documentos for f in d.verificacion.firmas):
        decir(f"  {nombre} ({rfc})")
    paquete = Path(r.segunda.ruta).relative_to(carpeta)
    lugares = [
        ("Carpeta:", str(carpeta)),
        ("Paquete entregado:", str(paquete)),
        ("", f"{r.archivos} archivos, {r.segunda.bytes:,} bytes; {'NO VÁLIDO' if r.problemas else 'íntegro'}"),
        ("Segunda entrega:", "no envió nada, ya estaba" if r.segunda.ya_estaba else "VOLVIÓ A ENVIAR"),
        ("E.firmas de prueba:", str(Path(DATOS) / EFIRMA)),
    ]
    decir(f"\n{tabla(lugares)}\n")
    datos = carpeta / DATOS
    decir("Para seguir:")
    decir(f'  supervisor-app --datos "{datos}"')
    decir(f'  supervisor-app verificar "{r.documentos[-1].ruta}" --datos "{datos}"')
    decir(f'  python "{carpeta / ENTREGA / VERIFICADOR}"')

"""``entregar``, ``firmar-paquete`` and ``verificar-base``: over the visits of a data folder that is there already."""

from __future__ import annotations

from argparse import Namespace

from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.firmas import pedir_efirma
from supervisor_app.cli.salida import avisar, decir, decir_json
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.entregas import Acuse
from supervisor_app.wiring import Servicios

Renglon = dict[str, object]


def entregar(args: Namespace) -> int:
    with servicios(args) as abiertos:
        destino = args.destino.strip() or abiertos.ajustes.leer().destino
        if args.visita:
            visitas = [abiertos.visitas.abrir(args.visita).visita]
        else:
            visitas = [v for v in abiertos.visitas.lista() if v.cerrada]
        codigo, renglones = Codigo.BIEN, []
        for visita in visitas:
            suyo, renglon = _entregar(abiertos, visita, destino)
            codigo = max(codigo, suyo)
            renglones.append(renglon)
            if not args.json and suyo is Codigo.BIEN:
                _contar(renglon)
    if args.json:
        decir_json({"destino": destino, "visitas": renglones})
    elif not visitas:
        decir("No hay visitas cerradas por entregar.")
    return codigo


def _entregar(abiertos: Servicios, visita: Visita, destino: str) -> tuple[Codigo, Renglon]:
    """One visit; what goes wrong with it does not hold back the others."""
    renglon: Renglon = {"folio": visita.folio, "visita": visita.id, "unidad": visita.titulo}
    try:
        acuse = abiertos.entregas.entregar(abiertos.visitas.abrir(visita.id), destino)
    except (UserError, EnvironmentProblem) as error:
        avisar(f"{visita.folio}: {error.message}")
        codigo = Codigo.NO_VALIDO if isinstance(error, UserError) else Codigo.MAQUINA
        return codigo, renglon | _resultado(None, error.message)
    return Codigo.BIEN, renglon | _resultado(acuse, "")


def _resultado(acuse: Acuse | None, error: str) -> Renglon:
    estado = "fallo" if acuse is None else "ya_estaba" if acuse.ya_estaba else "entregada"
    return {
        "estado": estado,
        "paquete": acuse.nombre if acuse else "",
        "sha256": acuse.sha256 if acuse else "",
        "bytes": acuse.bytes if acuse else 0,
        "ruta": acuse.ruta if acuse else "",
        "avisos": list(acuse.avisos) if acuse else [],
        "error": error,
    }


def _contar(renglon: Renglon) -> None:
    hecho = "ya estaba; no se envió nada" if renglon["estado"] == "ya_estaba" else "entregada y releída"
    decir(f"{renglon['folio']} · {renglon['unidad']}: {hecho}\n   {renglon['ruta']}")
    avisos = renglon["avisos"]
    for aviso in avisos if isinstance(avisos, list) else ():
        avisar(f"Aviso: {aviso}")


def firmar_paquete(args: Namespace) -> int:
    with servicios(args) as abiertos:
        e = abiertos.visitas.abrir(args.visita)
        firma = abiertos.firma_de_paquetes.firmar(e, pedir_efirma(args))
    if args.json:
        decir_json(firma.model_dump(mode="json"))
    else:
        decir(f"{e.visita.folio}, revisión {firma.revision}: la firmó {firma.firmante} (RFC {firma.rfc}).")
        decir("La firma irá junto al paquete cuando sincronice o lo entregue.")
    return Codigo.BIEN


def verificar_base(args: Namespace) -> int:
    carpeta = carpeta_de_datos(args)
    with servicios(args) as abiertos:
        problemas = abiertos.comprobar()
    if args.json:
        decir_json({"carpeta": str(carpeta), "correcta": not problemas, "problemas": list(problemas)})
    elif not problemas:
        decir(f"La base de «{carpeta}» está íntegra y todos sus archivos son los que se guardaron.")
    else:
        decir(f"La base de «{carpeta}» tiene problemas:")
        for problema in problemas:
            decir(f"  - {problema}")
    return Codigo.NO_VALIDO if problemas else Codigo.BIEN

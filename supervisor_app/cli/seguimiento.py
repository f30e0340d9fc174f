"""``seguimiento listar``, ``medidas``, ``ver``, the acts, ``importar`` and ``cedula``: following up from a shell."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from supervisor_app.cli import archivos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.base import Persona
from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen, Riesgo
from supervisor_app.domain.lectura import leer_fecha
from supervisor_app.domain.seguimiento import ActoDeSeguimiento
from supervisor_app.domain.texto import cantidad, cuantos, fecha_corta, pesos
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo import listas
from supervisor_app.services.desahogo.armado import plano
from supervisor_app.services.desahogo.valores import Asunto, Detalle, FiltroAsuntos
from supervisor_app.services.desahogo.verbos import Desahogo

_TABLA_MAXIMA = 8 * 2**20


@contextmanager
def _desahogo(args: Namespace) -> Iterator[Desahogo]:
    indice = args.indice.strip()
    with servicios(args) as abiertos:
        desahogo = abiertos.desahogo_con(indice)
        if indice and not desahogo.en_oficina:
            raise UserError(
                "El índice es de la mesa de una oficina y esta carpeta no lo es: aquí se sigue lo de sus visitas y lo "
                "que envió la oficina. Quite --indice."
            )
        yield desahogo


# --- lists ----------------------------------------------------------------------------------------------------------


def listar(args: Namespace) -> int:
    with _desahogo(args) as d:
        asuntos = d.asuntos(_filtro(args, d))
        c = d.cuentas(asuntos)
    if args.salida is not None:
        archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
        listas.guardar_asuntos(asuntos, args.salida)
    if args.json:
        decir_json([listas.asunto_como_json(a) for a in asuntos])
        return Codigo.BIEN
    if args.salida is not None:
        decir(f"{cuantos(len(asuntos), 'asunto', 'asuntos')} en «{args.salida}».")
        return Codigo.BIEN
    if asuntos:
        decir(tabla([("Folio", "Unidad", "Estado", "Plazo", "Asunto"), *map(_fila, asuntos)]))
    importe = f", por {pesos(c.importe)}" if c.importe else ""
    decir(
        f"{cuantos(c.total, 'asunto', 'asuntos')}: {cantidad(c.abiertas)} por solventar{importe}; "
        f"{cuantos(c.vencidas, 'vencido', 'vencidos')}, {cantidad(c.por_revisar)} por revisar, "
        f"{cuantos(c.reincidentes, 'reincide', 'reinciden')}."
    )
    return Codigo.BIEN


def _fila(a: Asunto) -> tuple[str, ...]:
    plazo = fecha_corta(a.plazo) if a.plazo else "sin plazo"
    if a.atraso is not None:
        plazo += f", vencido hace {a.atraso.texto}"
    return (a.folio, a.unidad, a.estado.label, plazo, a.titulo[:80])


def medidas(args: Namespace) -> int:
    with _desahogo(args) as d:
        suyas = d.medidas(replace(_filtro(args, d), vencidas=False), pendientes=not args.todas, vencidas=args.vencidas)
    if args.salida is not None:
        archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
        listas.guardar_medidas(suyas, args.salida)
    if args.json:
        decir_json([listas.medida_como_json(m) for m in suyas])
        return Codigo.BIEN
    if args.salida is None and suyas:
        filas = [
            (
                f"{m.asunto_folio} ({m.numero})", m.unidad, fecha_corta(m.fecha) if m.fecha else "sin fecha",
                f"{m.avance} %", m.responsable, m.texto[:60],
            )
            for m in suyas
        ]  # fmt: skip
        decir(tabla([("Asunto", "Unidad", "Fecha", "Avance", "Responsable", "Medida"), *filas]))
    decir(f"{cuantos(len(suyas), 'medida', 'medidas')}.")
    return Codigo.BIEN


def _filtro(args: Namespace, d: Desahogo) -> FiltroAsuntos:
    return FiltroAsuntos(
        ooad=args.ooad.strip(),
        unidad=_unidad(d, args.unidad, args.ficticias) if args.unidad.strip() else "",
        departamento=args.departamento,
        estados=frozenset(EstadoHallazgo(e) for e in args.estado),
        abiertas=args.abiertas,
        vencidas=args.vencidas,
        reincidentes=args.reincidentes,
        por_revisar=args.por_revisar,
        origen=Origen(args.origen) if args.origen else None,
        riesgo=Riesgo(args.riesgo) if args.riesgo else None,
        responsable=args.responsable,
        texto=args.texto,
        ficticias=args.ficticias,
    )


def _unidad(d: Desahogo, texto: str, ficticias: bool) -> str:
    """The key of the only unit so called. Raises UserError."""
    todas = d.opciones(ficticias).unidades
    dicho = plano(texto)
    halladas = [u for u in todas if plano(u[1]) == dicho] or [u for u in todas if dicho in plano(u[1])]
    if len(halladas) > 1:
        nombres = ", ".join(n for _, n in halladas[:6])
        raise UserError(f"Hay {len(halladas)} unidades que se llaman así ({nombres}); escriba más de su nombre.")
    if not halladas:
        raise UserError(f"No hay hallazgos ni observaciones de ninguna unidad «{texto}».")
    return halladas[0][0]


# --- one ------------------------------------------------------------------------------------------------------------


def _asunto(d: Desahogo, args: Namespace) -> Asunto:
    dicho = plano(args.folio)
    hallados = [a for a in d.asuntos(FiltroAsuntos(ficticias=args.ficticias)) if plano(a.folio) == dicho]
    if len(hallados) > 1:
        raise UserError(f"Hay {len(hallados)} asuntos con el folio «{args.folio}»; véalos en la pantalla.")
    if not hallados:
        otros = "" if args.ficticias else " Si es de práctica, agregue --ficticias."
        raise UserError(f"No hay ningún asunto con el folio «{args.folio}».{otros}")
    return hallados[0]


def _medida_de(detalle: Detalle, numero: int) -> str:
    for m in detalle.medidas:
        if m.numero == numero:
            return m.id
    raise UserError(f"{detalle.asunto.folio} no tiene medida {numero}; tiene {len(detalle.medidas)}.")


def ver(args: Namespace) -> int:
    with _desahogo(args) as d:
        detalle = d.detalle(_asunto(d, args).id)
    a = detalle.asunto
    if args.json:
        decir_json(
            {
                **listas.asunto_como_json(a),
                "descripcion": detalle.descripcion,
                "lista_medidas": [listas.medida_como_json(m) for m in detalle.medidas],
                "linea": [
                    {
                        "dia": r.dia.isoformat(), "paso": r.paso.value, "que": r.que, "quien": r.quien,
                        "motivo": r.motivo, "estado": r.lleva_a.value if r.lleva_a else None,
                        "evidencias": [{"nombre": e.nombre, "sha256": e.sha256} for e in r.evidencias],
                    }
                    for r in detalle.linea
                ],
            }
        )  # fmt: skip
        return Codigo.BIEN
    decir(f"{a.folio}  {a.titulo}\n{a.unidad} · {a.origen_completo} · Riesgo {a.riesgo.label.lower()}")
    vencido = f" · Vencido hace {a.atraso.texto}" if a.atraso is not None else ""
    decir(f"{a.estado.label} · {a.antiguedad.texto}{vencido}")
    if detalle.descripcion:
        decir(f"\n{detalle.descripcion}")
    for m in detalle.medidas:
        fecha = fecha_corta(m.fecha) if m.fecha else "sin fecha"
        decir(f"\n{m.numero}. {m.texto}\n   {m.responsable} · {fecha} · {m.avance} % · {m.estado.label}")
    decir("")
    for r in detalle.linea:
        quien = f" · {r.quien}" if r.quien else ""
        decir(f"{fecha_corta(r.dia)}  {r.que}{quien}{f': {r.motivo}' if r.motivo else ''}")
        for e in r.evidencias:
            decir(f"            {e.nombre}")
    return Codigo.BIEN


def _acto(args: Namespace, hacer: Callable[[Desahogo, str], ActoDeSeguimiento]) -> int:
    with _desahogo(args) as d:
        id_ = _asunto(d, args).id
        acto = hacer(d, id_)
        estado = d.detalle(id_).asunto.estado
        en_oficina = d.en_oficina
    if args.json:
        decir_json({"acto": acto.id, "clase": acto.clase.value, "folio": acto.folio, "estado": estado.value})
        return Codigo.BIEN
    decir(f"{acto.folio}: {acto.clase.label.lower()}. Queda «{estado.label}».")
    if not en_oficina:
        decir("Irá a la oficina con la siguiente sincronización.")
    return Codigo.BIEN


def evidencia(args: Namespace) -> int:
    def hacer(d: Desahogo, id_: str) -> ActoDeSeguimiento:
        medida = _medida_de(d.detalle(id_), args.medida) if args.medida else ""
        return d.recibir_evidencia(id_, args.archivos, args.palabras, medida=medida)

    return _acto(args, hacer)


def avance(args: Namespace) -> int:
    return _acto(
        args,
        lambda d, id_: d.registrar_avance(id_, _medida_de(d.detalle(id_), args.medida), args.por_ciento, args.palabras),
    )


def nota(args: Namespace) -> int:
    return _acto(args, lambda d, id_: d.anotar(id_, args.palabras))


def prorroga(args: Namespace) -> int:
    hasta = leer_fecha(args.hasta)
    return _acto(
        args,
        lambda d, id_: d.prorrogar(id_, _medida_de(d.detalle(id_), args.medida), hasta, args.palabras, args.autorizo),
    )


def solventar(args: Namespace) -> int:
    return _acto(args, lambda d, id_: d.solventar(id_, args.palabras))


def devolver(args: Namespace) -> int:
    return _acto(args, lambda d, id_: d.devolver(id_, args.palabras))


def no_solventada(args: Namespace) -> int:
    return _acto(args, lambda d, id_: d.no_solventada(id_, args.palabras))


# --- from a table, and onto paper -----------------------------------------------------------------------------------


def importar(args: Namespace) -> int:
    try:
        texto = archivos.leer(args.tabla, limite=_TABLA_MAXIMA).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"«{args.tabla}» no está en UTF-8. Guárdelo con esa codificación.") from error
    with _desahogo(args) as d:
        vista = d.observaciones.leer_pegado(texto, ficticia=args.ficticias)
        hechas = d.observaciones.importar(vista) if args.escribir else ()
    malos = [r for r in vista.renglones if r.observacion is None]
    if args.json:
        decir_json(
            {
                "registradas": [o.folio for o in hechas],
                "leidas": [o.folio for o in vista.buenas],
                "sin_usar": list(vista.sin_usar),
                "problemas": [{"renglon": r.numero, "motivos": list(r.problemas)} for r in malos],
            }
        )
        return Codigo.NO_VALIDO if malos else Codigo.BIEN
    for o in vista.buenas:
        decir(f"{o.folio}  {o.de}  {o.titulo[:80]}  ({cuantos(len(o.medidas), 'medida', 'medidas')})")
    for r in vista.renglones:
        for aviso in r.avisos:
            avisar(f"Renglón {r.numero}: {aviso}")
    for r in malos:
        avisar(f"Renglón {r.numero}: no se toma. {' '.join(r.problemas)}")
    for titulo in vista.sin_usar:
        avisar(f"La columna «{titulo}» no se usa.")
    if args.escribir:
        decir(f"Se registraron {cuantos(len(hechas), 'observación', 'observaciones')}.")
    else:
        decir(f"Se registrarían {cuantos(len(vista.buenas), 'observación', 'observaciones')}; agregue --escribir.")
    return Codigo.NO_VALIDO if malos else Codigo.BIEN


def cedula(args: Namespace) -> int:
    archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    desde = leer_fecha(args.desde) if args.desde.strip() else None
    reviso = Persona(nombre=args.reviso.strip(), cargo=args.cargo.strip())
    with _desahogo(args) as d:
        unidad = _unidad(d, args.unidad, args.ficticias)
        if args.borrador:
            pdf = d.cedulas.borrador(unidad, desde=desde, reviso=reviso, ficticias=args.ficticias)
            folio = ""
        else:
            emitida = d.cedulas.emitir(unidad, desde=desde, reviso=reviso, ficticias=args.ficticias)
            pdf, folio = d.cedulas.leer(emitida), f"{emitida.folio}, versión {emitida.version}"
    archivos.escribir(args.salida, pdf, reemplazar=args.reemplazar)
    decir(f"Archivo:  {args.salida}")
    if folio:
        decir(f"Folio:    {folio}")
    decir(f"SHA-256:  {hashlib.sha256(pdf).hexdigest()}")
    return Codigo.BIEN

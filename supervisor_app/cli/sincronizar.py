"""``sincronizar``: sends what waits for the office and takes what it sent; ``--estado`` tells how all of it stands."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from supervisor_app.cli.buzon import Avance, con_buzon, interrumpible
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.texto import cuantos, fecha_hora
from supervisor_app.services.recibido.valores import Ficha
from supervisor_app.services.sincronia.verbos import (
    Anotado,
    EstadoEquipo,
    Etapa,
    Resultado,
    SincronizacionCancelada,
    Vida,
)
from supervisor_app.wiring import Servicios

_RENGLONES = 20


def sincronizar(args: Namespace) -> int:
    with servicios(args) as abiertos:
        if args.sellar is not None:
            abiertos.ajustes.guardar(abiertos.ajustes.leer().model_copy(update={"sellar_envios": args.sellar == "si"}))
        for que in args.tomar:
            abiertos.recibido.tomar_de_oficina(que)
        if args.aceptar_anclas:
            hechas = abiertos.recibido.aceptar_anclas(args.aceptar_anclas)
            avisar(f"Este equipo confía desde ahora en {cuantos(hechas, 'autoridad', 'autoridades')} de la oficina.")
        if args.estado:
            return _estado(args, abiertos)
        with interrumpible() as cancelar:
            try:
                hecho = con_buzon(
                    args,
                    abiertos,
                    lambda destino, direccion: abiertos.sincronizacion.sincronizar(
                        destino,
                        direccion,
                        confirmada=args.confirmar,
                        revisar=args.revisar,
                        avance=Avance(),
                        cancelar=cancelar,
                    ),
                )
            except SincronizacionCancelada as cancelada:
                avisar(cancelada.message)
                return Codigo.INTERRUMPIDO
        esperan = abiertos.sincronizacion.por_enviar()
        palabras = abiertos.sincronizacion.palabras()
        situacion, _ = abiertos.sincronizacion.situacion()
    if args.json:
        decir_json(_como_json(hecho, esperan))
    else:
        _contar(hecho, esperan)
    return _por_confirmar(hecho, args.confirmar, situacion, palabras)


def _contar(hecho: Resultado, esperan: int) -> None:
    for r in hecho.renglones:
        if r.clase != "aviso":
            decir(r.texto)
    for aviso in hecho.avisos:
        avisar(f"Aviso: {aviso}")
    if esperan:
        decir(f"{cuantos(esperan, 'envío espera', 'envíos esperan')} todavía; vea «sincronizar --estado».")


def _por_confirmar(hecho: Resultado, dichas: str, situacion: EstadoEquipo, palabras: str) -> Codigo:
    """What a person has to do now, on standard error: recognise the office, or be enrolled."""
    if situacion is EstadoEquipo.POR_INSCRIBIR and hecho.enviados:
        avisar(f"Para que la oficina inscriba este equipo, léale estas palabras por teléfono: {palabras}")
    quien = hecho.por_confirmar
    if quien is None:
        return Codigo.BIEN
    if dichas:
        avisar(
            f"Las palabras que escribió no son las de la oficina de ese buzón, «{quien.nombre}»: no se aceptó nada de "
            "ella. Llame a su oficina antes de repetir."
        )
        return Codigo.NO_VALIDO
    avisar(
        f"En ese buzón hay una oficina que este equipo no conoce: «{quien.nombre}», {quien.palabras}. Lo enviado quedó "
        "en el buzón; lo suyo no se recibe hasta que usted la reconozca. Pregúntele sus palabras por teléfono y, si "
        f"son ésas, repita con: --confirmar {quien.palabras}"
    )
    return Codigo.BIEN


# --- how it all stands ----------------------------------------------------------------------------------------------


def _estado(args: Namespace, abiertos: Servicios) -> int:
    s = abiertos.sincronizacion
    vidas, registro = s.vidas(), s.registro(limite=_RENGLONES)
    situacion, motivo = s.situacion()
    oficina = s.oficina()
    direccion = abiertos.conexiones.direccion()
    if args.json:
        decir_json({
            "buzon": direccion,
            "equipo": {"equipo": s.identidad.equipo, "palabras": s.palabras(), "situacion": situacion.value,
                       "motivo": motivo},
            "oficina": oficina.nombre if oficina else "",
            "buzones": [{"buzon": b.id, "direccion": b.direccion, "visto": _cuando(b.visto)} for b in s.buzones()],
            "recibido": [_recibido_json(f) for f in abiertos.recibido.fichas()],
            "visitas": [_vida_json(v) for v in vidas],
            "registro": [_renglon_json(r) for r in registro],
        })  # fmt: skip
        return Codigo.BIEN
    decir(f"Buzón: {direccion or 'todavía no se ha dicho cuál'}")
    decir(f"Oficina: {oficina.nombre if oficina else 'todavía no se ha confirmado ninguna'}")
    decir(f"Este equipo: {situacion.label.lower()}{f' ({motivo})' if motivo else ''}. Sus palabras: {s.palabras()}")
    decir()
    if vidas:
        filas = [("Visita", "Rev.", "Cerrada", "Enviada", "Acusada", "Estado"), *map(_fila, vidas)]
        decir(tabla(filas))
    else:
        decir("Todavía no se ha cerrado ninguna visita en este equipo.")
    if fichas := abiertos.recibido.fichas():
        decir()
        decir("Lo que envió la oficina:")
        decir(tabla([(f.titulo, fecha_hora(f.cuando), f.estado.label) for f in fichas], sangria="   "))
        for f in fichas:
            for a in f.por_confirmar:
                avisar(f"Por confirmar: {a.nombre}. Si es la huella que dice su oficina: --aceptar-anclas {a.sha256}")
    if registro:
        decir()
        decir("Registro, lo más reciente primero:")
        decir(tabla([(fecha_hora(r.cuando), r.texto) for r in registro], sangria="   "))
    return Codigo.BIEN


def _fila(v: Vida) -> tuple[str, ...]:
    estado = f"{v.estado}: {v.motivo}" if v.motivo else v.estado
    return (v.folio, str(v.revision), fecha_hora(v.cerrada), _hora(v.enviada), _hora(v.acusada), estado)


def _hora(cuando: datetime | None) -> str:
    return fecha_hora(cuando) if cuando else "—"


def _cuando(cuando: datetime | None) -> str:
    return cuando.isoformat() if cuando else ""


def _vida_json(v: Vida) -> dict[str, object]:
    return {
        "folio": v.folio,
        "visita": v.visita_id,
        "revision": v.revision,
        "bytes": v.bytes,
        "etapa": v.etapa.value,
        "cerrada": v.cerrada.isoformat(),
        "enviada": _cuando(v.enviada),
        "acusada": _cuando(v.acusada),
        "motivo": v.motivo,
        "espera": v.etapa in (Etapa.CERRADA, Etapa.ANUNCIADA),
    }


def _recibido_json(f: Ficha) -> dict[str, object]:
    return {
        "que": f.que,
        "cuando": f.cuando.isoformat(),
        "estado": f.estado.value,
        "dicho": f.dicho,
        "por_confirmar": [a.model_dump() for a in f.por_confirmar],
    }


def _renglon_json(r: Anotado) -> dict[str, object]:
    return {"cuando": r.cuando.isoformat(), "clase": r.clase, "visita": r.visita_id, "texto": r.texto}


def _como_json(hecho: Resultado, esperan: int) -> dict[str, object]:
    quien = hecho.por_confirmar
    return {
        "buzon": hecho.buzon,
        "enviados": hecho.enviados,
        "recibidos": hecho.recibidos,
        "esperan": esperan,
        "avisos": list(hecho.avisos),
        "renglones": [_renglon_json(r) for r in hecho.renglones],
        "por_confirmar": {"nombre": quien.nombre, "palabras": quien.palabras} if quien else None,
    }

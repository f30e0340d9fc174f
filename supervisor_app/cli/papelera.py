"""``papelera listar``, ``restaurar`` and ``vaciar``. Deleting asks in words; without anybody to ask it refuses."""

from __future__ import annotations

import sys
from argparse import Namespace

from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.texto import cuantos, enlistar, fecha_hora
from supervisor_app.errors import UserError
from supervisor_app.services.papelera import Contenido, EnPapelera, Hecho, Papelera

_PALABRA = "borrar"


def listar(args: Namespace) -> int:
    with servicios(args) as abiertos:
        contenido = abiertos.papelera.leer()
    if args.json:
        decir_json(_como_json(contenido))
        return Codigo.BIEN
    if contenido.vacia:
        decir("La papelera está vacía.")
    if contenido.visitas:
        decir("Visitas:")
        decir(tabla([_fila(p) for p in contenido.visitas], sangria="   "))
    for de in contenido.de_visitas:
        decir(f"Quitado de {de.visita.folio}, {de.visita.titulo}:")
        filas = [
            (f"{n}.", q.titulo, q.detalle, "Queda 1 día" if quedan == 1 else f"Quedan {max(0, quedan)} días")
            for n, (q, quedan) in enumerate(de.quitados, start=1)
        ]
        decir(tabla(filas, sangria="   "))
    for h in contenido.borradas:
        decir(f"Borrada el {fecha_hora(h.cuando)}: {h.folio}, {h.titulo}")
    return Codigo.BIEN


def restaurar(args: Namespace) -> int:
    with servicios(args) as abiertos:
        if not args.cosa:
            visita = abiertos.papelera.restaurar_visita(abiertos.papelera.buscar(args.visita).visita.id)
            que = f"La visita {visita.folio} volvió a sus listas, como estaba."
        else:
            visita = abiertos.visitas.abrir(args.visita).visita
            op = abiertos.papelera.restaurar(visita.id, _clave(abiertos.papelera, visita.id, args.cosa))
            que = f"{visita.folio}: {op.que.partition(': ')[2]} está otra vez en la visita."
    if args.json:
        decir_json({"folio": visita.folio, "mensaje": que})
    else:
        decir(que)
    return Codigo.BIEN


def _clave(papelera: Papelera, visita_id: str, cosa: str) -> str:
    quitados = papelera.de_visita(visita_id)
    if cosa.isdecimal() and 0 < int(cosa) <= len(quitados):
        return quitados[int(cosa) - 1][0].clave
    if cosa not in {q.clave for q, _ in quitados}:
        raise UserError(f"No hay nada con el número «{cosa}» entre lo quitado de esa visita; vea «papelera listar».")
    return cosa


def vaciar(args: Namespace) -> int:
    with servicios(args) as abiertos:
        papelera = abiertos.papelera
        if args.visita:
            una = papelera.buscar(args.visita)
            if una.por_que_se_queda:
                raise UserError(una.por_que_se_queda)
            _confirmar(f"Se borrará para siempre la visita {una.visita.folio}, {una.visita.titulo}.", args)
            hechos: tuple[Hecho, ...] = (papelera.borrar(una.visita.id),)
        else:
            contenido = papelera.leer()
            van = [p.visita.folio for p in contenido.visitas if p.destino.se_puede_borrar]
            if van or contenido.de_visitas:
                _confirmar(_que_se_borra(van, [d.visita.folio for d in contenido.de_visitas]), args)
            hechos = papelera.vaciar()
            for p in contenido.visitas:
                if p.por_que_se_queda:
                    avisar(f"Aviso: {p.por_que_se_queda}")
    folios = [h.folio for h in hechos]
    if args.json:
        decir_json({"borradas": folios})
    else:
        decir(f"Se borró para siempre: {', '.join(folios)}." if folios else "No queda nada que borrar.")
    return Codigo.BIEN


def _que_se_borra(visitas: list[str], de_visitas: list[str]) -> str:
    que = [f"{cuantos(len(visitas), 'visita', 'visitas')} ({', '.join(visitas)})"] if visitas else []
    que += [f"lo quitado de {enlistar(de_visitas)}"] if de_visitas else []
    return f"Se borrará para siempre: {enlistar(que)}."


def _confirmar(frase: str, args: Namespace) -> None:
    """Raises UserError where the answer is not the word, or nobody is there to give it."""
    if args.si:
        return
    avisar(f"{frase} No se puede deshacer.")
    if not (sys.stdin and sys.stdin.isatty()):
        raise UserError("No se borró nada. Para borrar sin que se pregunte, agregue --si.")
    avisar(f"Escriba «{_PALABRA}» para continuar:")
    if sys.stdin.readline().strip().casefold() != _PALABRA:
        raise UserError("No se borró nada.")


def _fila(p: EnPapelera) -> tuple[str, ...]:
    return (p.visita.folio, p.visita.titulo, p.visita.estado.label, p.plazo)


def _como_json(c: Contenido) -> dict[str, object]:
    return {
        "visitas": [
            {
                "folio": p.visita.folio,
                "visita": p.visita.id,
                "desde": p.cuando.isoformat(),
                "quien": p.quien,
                "quedan": p.quedan,
                "se_puede_borrar": p.destino.se_puede_borrar,
                "motivo": p.por_que_se_queda,
            }
            for p in c.visitas
        ],
        "quitado": [
            {
                "folio": de.visita.folio,
                "clave": q.clave,
                "clase": q.clase.value,
                "titulo": q.titulo,
                "detalle": q.detalle,
                "cuando": q.cuando.isoformat(),
                "quien": q.quien,
                "quedan": quedan,
            }
            for de in c.de_visitas
            for q, quedan in de.quitados
        ],
        "borradas": [
            {"folio": h.folio, "titulo": h.titulo, "cuando": h.cuando.isoformat(), "quien": h.quien, "por": h.hecho}
            for h in c.borradas
        ],
    }

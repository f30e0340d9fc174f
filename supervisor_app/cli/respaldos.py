"""``respaldar`` and ``respaldos …``: made, listed, read through, compared, and the data folder as it was in one.

These work where the database no longer opens, and on a laptop that has no data yet; none of them opens it itself.
"""

from __future__ import annotations

import shutil
import tempfile
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from supervisor_app import logs, wiring
from supervisor_app.cli.acceso import llave_de
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import hay_datos, servicios
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.texto import cuantos, fecha_hora, tamano
from supervisor_app.errors import UserError
from supervisor_app.services.acceso import Llave
from supervisor_app.services.respaldos.comparar import SIN_CIFRAR, VisitaComparada
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.services.respaldos.verbos import Estado, Respaldos


def _verbos(args: Namespace) -> tuple[Respaldos, Llave | None]:
    carpeta = carpeta_de_datos(args)
    llave = llave_de(args, carpeta) if carpeta.is_dir() else None
    return wiring.respaldos(carpeta, llave), llave


def respaldar(args: Namespace) -> int:
    if not hay_datos(carpeta_de_datos(args)):
        raise UserError(f"No hay datos en «{carpeta_de_datos(args)}»; no hay nada que respaldar.")
    r, _ = _verbos(args)
    juego = r.respaldar(args.a).juego
    assert juego.manifiesto is not None
    if args.json:
        decir_json({"respaldo": juego.id, "ruta": str(juego.ruta), "bytes": juego.manifiesto.bytes})
    else:
        visitas = cuantos(juego.manifiesto.visitas, "visita", "visitas")
        decir(f"Respaldo {juego.id} ({visitas}, {tamano(juego.manifiesto.bytes)}):\n   {juego.ruta}")
    return Codigo.BIEN


def listar(args: Namespace) -> int:
    estados = _verbos(args)[0].listar(args.en)
    if args.json:
        decir_json({"lugares": [_lugar_json(e) for e in estados]})
        return Codigo.BIEN
    for estado in estados:
        libres = f"; quedan {tamano(max(estado.libres, 0))} para respaldos" if estado.libres is not None else ""
        decir(f"{estado.lugar.raiz}: {cuantos(len(estado.juegos), 'respaldo', 'respaldos')}, ocupan "
              f"{tamano(estado.ocupa)}{libres}")  # fmt: skip
        if estado.problema:
            avisar(estado.problema)
        if estado.juegos:
            decir(tabla([_renglon(j) for j in estado.juegos], sangria="   "))
    return Codigo.BIEN


def _renglon(j: Juego) -> tuple[str, ...]:
    m = j.manifiesto
    if m is None:
        return (j.id, "no se puede usar", j.falla)
    return (
        j.id,
        fecha_hora(m.hecho),
        cuantos(m.visitas, "visita", "visitas"),
        tamano(m.bytes) if m.completo else "sólo la base",
        m.motivo.label,
        "" if m.llave else "sin cifrar",
    )


def _lugar_json(e: Estado) -> dict[str, object]:
    return {
        "lugar": str(e.lugar.raiz),
        "bytes": e.ocupa,
        "problema": e.problema,
        "respaldos": [
            {
                "respaldo": j.id,
                "hecho": j.manifiesto.hecho.isoformat() if j.manifiesto else None,
                "visitas": j.manifiesto.visitas if j.manifiesto else None,
                "bytes": j.manifiesto.bytes if j.manifiesto else None,
                "motivo": j.manifiesto.motivo.value if j.manifiesto else None,
                "cifrado": bool(j.manifiesto.llave) if j.manifiesto else None,
                "falla": j.falla,
            }
            for j in e.juegos
        ],
    }


def verificar(args: Namespace) -> int:
    r, _ = _verbos(args)
    juego = r.juego(args.respaldo, args.en)
    faltas = r.verificar(juego)
    if args.json:
        decir_json({"respaldo": juego.id, "completo": not faltas, "problemas": list(faltas)})
    elif faltas:
        decir(f"El respaldo {juego.id} no está completo:")
        for falta in faltas:
            decir(f"   {falta}")
    else:
        decir(f"El respaldo {juego.id} está completo.")
    return Codigo.NO_VALIDO if faltas else Codigo.BIEN


def comparar(args: Namespace) -> int:
    r, llave = _verbos(args)
    juego = r.juego(args.respaldo, args.en)
    c = r.comparar(juego, _llave_del_juego(args, juego, llave))
    if args.json:
        decir_json({"respaldo": juego.id, "avisos": list(c.avisos), "visitas": [_visita_json(v) for v in c.visitas]})
        return Codigo.BIEN
    for aviso in c.avisos:
        avisar(f"Aviso: {aviso}")
    decir(f"Respaldo {juego.id}, comparado con lo que hay aquí:")
    filas = [("Visita", "Cómo está", "Último cambio aquí", "En el respaldo", "Respuestas distintas")]
    filas += [
        (v.folio, v.diferencia.label, _momento(v.ultima_aqui), _momento(v.ultima_alla), _respuestas(v))
        for v in c.visitas
    ]
    decir(tabla(filas, sangria="   "))
    return Codigo.BIEN


def _momento(momento: datetime | None) -> str:
    return fecha_hora(momento) if momento is not None else "—"


def _respuestas(v: VisitaComparada) -> str:
    partes = [
        (v.respuestas_distintas, "distintas"),
        (v.respuestas_aqui, "sólo aquí"),
        (v.respuestas_alla, "sólo en el respaldo"),
    ]
    return ", ".join(f"{n} {que}" for n, que in partes if n)


def _visita_json(v: VisitaComparada) -> dict[str, object]:
    return {
        "folio": v.folio,
        "titulo": v.titulo,
        "diferencia": v.diferencia.value,
        "ultima_aqui": v.ultima_aqui.isoformat() if v.ultima_aqui else None,
        "ultima_respaldo": v.ultima_alla.isoformat() if v.ultima_alla else None,
        "respuestas": {
            "aqui": v.respuestas_aqui,
            "respaldo": v.respuestas_alla,
            "distintas": v.respuestas_distintas,
        },
    }


def restaurar(args: Namespace) -> int:
    r, llave = _verbos(args)
    juego = r.juego(args.respaldo, args.en)
    suya = _llave_del_juego(args, juego, llave)
    if args.visita:
        return _restaurar_visita(args, r, juego, suya)
    carpeta = carpeta_de_datos(args)
    carpeta.mkdir(parents=True, exist_ok=True)
    if llave is not None and juego.manifiesto is not None and not juego.manifiesto.llave:
        avisar(f"Aviso: {SIN_CIFRAR} Para cifrarlos: supervisor-app llave cifrar")
    restaurada, aviso = r.restaurar(juego, llave=suya)
    if aviso:
        avisar(f"Aviso: {aviso}")
    if args.json:
        decir_json({"respaldo": juego.id, "aparte": str(restaurada.aparte), "equipo": restaurada.equipo})
    else:
        decir(f"Se restauró el respaldo {juego.id} en {carpeta}.")
        decir(f"Lo que había antes está completo en:\n   {restaurada.aparte}")
    return Codigo.BIEN


def _restaurar_visita(args: Namespace, r: Respaldos, juego: Juego, llave: Llave | None) -> int:
    with servicios(args) as abiertos, r.extraer(juego, args.visita, llave) as extraida:
        hecha = abiertos.copias.unir_extraida(extraida)
    folio = hecha.expediente.visita.folio
    if args.json:
        decir_json({"respaldo": juego.id, "visita": folio, "novedades": list(hecha.previa.novedades)})
        return Codigo.BIEN
    decir(f"{folio}: " + ("ya tenía todo lo del respaldo." if hecha.previa.nada else "volvió del respaldo."))
    for novedad in hecha.previa.novedades:
        decir(f"   {novedad}")
    for aviso in (*extraida.avisos, *hecha.previa.avisos):
        avisar(f"Aviso: {aviso}")
    return Codigo.BIEN


def _llave_del_juego(args: Namespace, juego: Juego, llave: Llave | None) -> Llave | None:
    """The folder's own key where the backup has that one; else the passphrase that the folder had then is asked for."""
    m = juego.manifiesto
    if m is None or not m.llave or (llave is not None and llave.id == m.llave):
        return llave
    avisar(
        "El respaldo está cifrado con otra llave: hace falta la frase de acceso que tenían los datos entonces, o su "
        "clave de recuperación."
    )
    with tempfile.TemporaryDirectory() as temporal:
        # In a copy: counting wrong attempts must not write into a backup.
        for nombre in ("llave.json", "llave.copia.json"):
            if (juego.ruta / nombre).is_file():
                shutil.copyfile(juego.ruta / nombre, Path(temporal) / nombre)
        try:
            return llave_de(args, Path(temporal))
        finally:
            logs.cerrar()

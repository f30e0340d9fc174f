"""What the application keeps itself and others may have changed: settings, holidays, units, backups on a stick."""

from __future__ import annotations

import contextlib
import hashlib
import json

from tests.hostil.frases import dicho_en_espanol, exigir_frase
from tests.hostil.taller import AHORA, archivo, definiciones, taller


def ajustes(contenido: bytes) -> None:
    from supervisor_app import settings

    carpeta = archivo(settings.NOMBRE, contenido).parent
    leidos, aviso = settings.leer(carpeta, AHORA)
    exigir_frase(aviso or "Bien.")
    settings.guardar(carpeta, leidos)
    assert settings.leer(carpeta, AHORA)[0].tema is leidos.tema
    for apartado in carpeta.glob("ajustes.danado-*"):
        apartado.unlink()


def feriados(contenido: bytes) -> None:
    import logging

    from supervisor_app.services.feriados import ARCHIVO, Feriados

    logging.getLogger("supervisor_app.services.feriados").disabled = True
    Feriados(archivo(ARCHIVO, contenido).parent, definiciones()).leer()


def unidades_guardadas(contenido: bytes) -> None:
    from supervisor_app.services.unidades import NOMBRE, Unidades

    with dicho_en_espanol():
        Unidades(archivo(NOMBRE, contenido).parent, definiciones()).leer()


def programa(contenido: bytes) -> None:
    """What an office published, and all that is made of it on a laptop."""
    from datetime import date

    from supervisor_app.documents.textos import textos_programa
    from supervisor_app.domain.programa import avisos_de
    from supervisor_app.domain.programa.cumplimiento import cumplimiento_de
    from supervisor_app.services.programa import tabla
    from supervisor_app.services.programa.impreso import imprimir_programa
    from supervisor_app.services.programa.recibido import leer_publicados

    with dicho_en_espanol():
        for p in leer_publicados(contenido).programas:
            avisos_de(p.visitas, feriados=(), cedulas={})
            c = cumplimiento_de(p.anio, p.visitas, (), hoy=AHORA.date(), tolerancia=15)
            tabla.filas(p.visitas, c)
            imprimir_programa(p, (), date(2026, 6, 1), textos_programa())


def acto(contenido: bytes) -> None:
    """An act that a laptop sent: as its file, and as the record in one. The verifier of others looks at both."""
    from supervisor_app.domain.hallazgo import Inconsistencia
    from supervisor_app.domain.seguimiento import estado_de
    from supervisor_app.exchange.acto import abrir
    from supervisor_app.exchange.verificador_actos import revisar_acto
    from tests.hostil.semillas import zip_de

    for octetos in (contenido, zip_de({"acto.json": contenido})):
        with dicho_en_espanol():
            leido = abrir(octetos).acto
            estado_de(Inconsistencia(id="h", visita_id="v", numero=1), (), [leido])
        ruta = archivo(f"{'a' * 32}.{hashlib.sha256(octetos).hexdigest()[:16]}.zip", octetos)
        mal, que_es, _ = revisar_acto(ruta)
        exigir_frase(mal or que_es)
        ruta.unlink()


def recibido(contenido: bytes) -> None:
    """What else an office published: every kind reads the same bytes, and a visit asks for the earlier ones in them."""
    from datetime import timedelta

    from supervisor_app.domain.antecedentes_recibidos import unir
    from supervisor_app.domain.seguimiento import pasado
    from supervisor_app.domain.visita import Visita
    from supervisor_app.services.recibido import contenidos
    from supervisor_app.services.recibido.antecedentes import _por_unidad

    for leer in (contenidos.feriados, contenidos.umbrales, contenidos.cedulas, contenidos.anclas):
        with dicho_en_espanol():
            leer(contenido)
    with dicho_en_espanol():
        for suyos in _por_unidad(contenido).values():
            primera = suyos[0].visita
            visita = Visita(id="f" * 32, folio="V", unidad=primera.unidad, creada=AHORA + timedelta(days=900))
            visita = visita.model_copy(update={"ficticia": primera.ficticia})
            pasado(visita, (), unir(visita, (), suyos))


def respaldo(contenido: bytes) -> None:
    """What a stick says of itself: the mark of a place, what was let go, and a manifest, also under the right hash."""
    from supervisor_app.domain.canonico import canonico
    from supervisor_app.domain.texto import fecha_hora
    from supervisor_app.services.respaldos.verbos import ULTIMO, Respaldos

    memoria, r = taller() / "memoria", Respaldos(taller() / "sin datos", reloj=lambda: AHORA)
    lugar = memoria / "respaldos-supervision" / "00"
    juego = lugar / "20261121-120000-0001"
    juego.mkdir(parents=True, exist_ok=True)
    dichos = [contenido]
    with contextlib.suppress(ValueError, TypeError, RecursionError):
        cuerpo = json.loads(contenido)
        huella = hashlib.sha256(canonico(cuerpo)).hexdigest()
        dichos.append(json.dumps({"tipo": "supervisor-app/respaldo", "sha256": huella, "respaldo": cuerpo}).encode())
    (lugar / "retirados.json").write_bytes(contenido)
    (lugar / "LUGAR.json").write_bytes(b'{"lugar": "0123456789abcdef"}')
    for dicho in dichos:
        (juego / "manifiesto.json").write_bytes(dicho)
        with dicho_en_espanol():
            for estado in r.listar(memoria):
                for uno in estado.juegos:
                    exigir_frase(uno.falla or "Bien.")
                    if uno.manifiesto is not None:
                        exigir_frase(f"{fecha_hora(uno.manifiesto.hecho)}, hace {AHORA - uno.manifiesto.hecho}.")
                    for falta in r.verificar(uno):
                        exigir_frase(falta)
            r.juego(ULTIMO, memoria)
    (lugar / "LUGAR.json").write_bytes(contenido)
    with dicho_en_espanol():
        r.listar(memoria)

"""A small mailbox: a laptop that sent one package, and the office that enrolled it. All fictitious."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.domain import feed
from supervisor_app.domain.base import Value
from supervisor_app.domain.feed import (
    AcuseDeOficina,
    Clase,
    Entrada,
    EstadoDelAcuse,
    Inscripcion,
    LlaveDeOficina,
    PaqueteEnviado,
    Presentacion,
)

EQUIPO = "00112233aabbccdd"
LLAVE = LlaveDeFirma(bytes(range(32)))
OFICINA = LlaveDeFirma(bytes(range(32, 64)))
AHORA = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAQUETE = PaqueteEnviado(
    clave=f"visitas/2026/11/{'ab' * 16}.r1.{'cd' * 8}.zip",
    visita_id="ab" * 16,
    folio="V-2026-001",
    revision=1,
    sha256="cd" * 32,
    bytes=10,
    firma=LLAVE.firmar(feed.ESPACIO_PAQUETE, b"contenido"),
)


def armar(raiz: Path) -> Path:
    """Write it into a folder."""
    _escribir(
        raiz,
        EQUIPO,
        LLAVE,
        [
            (Clase.PRESENTACION, Presentacion(publica=LLAVE.publica.openssh, nombre="Persona Ficticia")),
            (Clase.PAQUETE, PAQUETE),
        ],
    )
    _escribir(
        raiz,
        feed.OFICINA,
        OFICINA,
        [
            (Clase.LLAVE, LlaveDeOficina(publica=OFICINA.publica.openssh, nombre="Jefatura ficticia")),
            (Clase.INSCRIPCION, Inscripcion(equipo=EQUIPO, publica=LLAVE.publica.openssh)),
        ],
    )
    acuse = AcuseDeOficina(
        visita_id=PAQUETE.visita_id, revision=1, sha256=PAQUETE.sha256, estado=EstadoDelAcuse.RECIBIDO
    )
    _escribir(raiz, feed.para(EQUIPO), OFICINA, [(Clase.ACUSE, acuse)])
    return raiz


def _escribir(raiz: Path, autor: str, llave: LlaveDeFirma, dichos: list[tuple[Clase, Value]]) -> None:
    ultimo = (0, "")
    for clase, datos in dichos:
        cuerpo = feed.componer(autor, ultimo, clase, datos, cuando=AHORA, quien="")
        entrada = Entrada(cuerpo=cuerpo, firma=llave.firmar(feed.ESPACIO, cuerpo.octetos))
        ruta = raiz / entrada.clave
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_bytes(entrada.octetos)
        ultimo = (cuerpo.n, entrada.sha256)

"""A small data folder with everything that a backup has to hold, and the verbs of backups over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from supervisor_app import settings
from supervisor_app.cifrado import cerradura
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Valor
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.durable import PART_NAME
from supervisor_app.services.respaldos.verbos import Respaldos
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import (
    AHORA,
    AJUSTES,
    AV_90,
    CO_90,
    CUMPLE,
    ITEMS,
    VISITA_ID,
    RelojFijo,
    evidencia,
    visita,
)

LLAVE = Llave(bytes(range(32)))
RESERVA = 1_000_000
FOTO = b"\xff\xd8 una foto ficticia " * 400


@dataclass
class Taller:
    """Opens the store for each change and closes it again, as people open and close the window."""

    carpeta: Path
    llave: Llave | None = None
    reloj: RelojFijo = field(default_factory=RelojFijo)
    elegida: str = ""
    unidades: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.r = Respaldos(
            self.carpeta,
            reloj=self.reloj,
            elegida=lambda: self.elegida,
            llave=self.llave,
            donde=lambda: self.unidades,
            reserva=RESERVA,
        )

    def abrir(self) -> Almacen:
        return Almacen(self.carpeta, ahora=self.reloj(), llave=self.llave)

    def hacer(self, op: Operacion) -> None:
        self.reloj.adelantar(minutes=1)
        with self.abrir() as a:
            a.escribir(op, quien="Lucía Ñandú Peñaloza", cuando=self.reloj())

    def nueva(self, visita_id: str = VISITA_ID, folio: str = "V-2026-001") -> None:
        una = visita(id=visita_id, folio=folio)
        self.hacer(Operacion(visita_id, "Creó la visita", (Cambio(None, una),)))
        self.hacer(comandos.elegir_cedulas(self.e(visita_id), [CO_90, AV_90]))

    def e(self, visita_id: str = VISITA_ID) -> Expediente:
        with self.abrir() as a:
            hallado = a.expediente(visita_id)
        assert hallado is not None
        return hallado

    def tiene(self, visita_id: str) -> bool:
        with self.abrir() as a:
            return a.expediente(visita_id) is not None

    def responder(self, item_id: str, valor: Valor, visita_id: str = VISITA_ID) -> None:
        self.hacer(comandos.responder(self.e(visita_id), ITEMS[item_id], valor))

    def fotografiar(self, contenido: bytes = FOTO, n: int = 1) -> str:
        with self.abrir() as a:
            sha256 = a.archivos.guardar(contenido)
        foto = evidencia(n, sha256=sha256, bytes=len(contenido))
        self.hacer(Operacion(VISITA_ID, "Agregó evidencia", (Cambio(None, foto),)))
        return sha256

    def leer(self, sha256: str) -> bytes:
        with self.abrir() as a:
            return a.archivos.leer(sha256)

    def comprobar(self) -> tuple[str, ...]:
        with self.abrir() as a:
            return a.comprobar()

    def equipo(self) -> str:
        with self.abrir() as a:
            return a.equipo()


def hacer_taller(carpeta: Path, llave: Llave | None = None) -> Taller:
    """A visit with an answer and a photo, the settings, an imported unit and an own cédula."""
    carpeta.mkdir(parents=True)
    if llave is not None:
        # The lock itself is proven elsewhere; here it is a file that has to come back.
        (carpeta / cerradura.NOMBRE).write_text(f'{{"id": "{llave.id}", "frase": "vieja"}}')
    t = Taller(carpeta, llave)
    t.nueva()
    t.responder("CO-90-01", CUMPLE)
    t.fotografiar()
    settings.guardar(carpeta, AJUSTES, llave)
    (carpeta / "unidades.json").write_text('{"version": 1, "unidades": []}')
    (carpeta / "cedulas").mkdir()
    (carpeta / "cedulas" / "CO-99.v1.yaml").write_text("codigo: CO-99\n")
    (carpeta / "registro").mkdir(exist_ok=True)
    (carpeta / "registro" / "aplicacion.log").write_text("nada\n")
    t.reloj.ahora = AHORA + timedelta(hours=1)
    return t


def contenido_de(carpeta: Path) -> dict[str, bytes]:
    """Every file of a data folder that is not a backup, a log, a lock, a database or half a file."""
    fuera = ("respaldos", "registro", "restaurando", "apartado-", "supervisor.db", "lastre")
    return {
        r: p.read_bytes()
        for p in sorted(carpeta.rglob("*"))
        if p.is_file()
        and not (r := p.relative_to(carpeta).as_posix()).startswith(fuera)
        and p.suffix != ".lock"
        and not PART_NAME.search(p.name)
    }

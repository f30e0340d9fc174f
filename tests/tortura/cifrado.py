"""Enciphering a plain folder, cut everywhere: after any cut the plain folder or the enciphered one stands, whole.

    python -m tests.tortura.cifrado [FOLDER]

Apart from the other operations, as it begins in a plain folder and ends in an enciphered one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.services import cifrar_carpeta
from supervisor_app.services.acceso import Acceso, Coste, Estado
from tests.services import banco
from tests.services.imagenes.fotos import foto
from tests.tortura.cortes import Cuenta, Taller
from tests.tortura.hijos import Punto
from tests.tortura.operaciones import FOLIO, FRASE, Acusar, Entorno, Operacion, exigir
from tests.visita_ficticia import AHORA, CONTROL, RelojFijo

BARATO = Coste(64, 1, 1)
LEGIBLE = (b"SQLite format 3", b"JFIF\0", b"Subdelegaci")
"""Long enough never to stand in a ciphertext by chance."""


class Cifrar(Operacion):
    """A folder with a visit, a photo and a backup, from plain to enciphered."""

    nombre = "cifrar"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        with entorno.abrir(raiz) as s:
            b = banco.contestar_en(s, RelojFijo())
            jpeg = foto("JPEG", 300, 200)
            b.hacer(comandos.adjuntar(b.e, [s.evidencias.preparar_bytes(b.e, "foto.jpg", jpeg, item_id=CONTROL.id)]))
            s.respaldos.respaldar()

    def hacer(self, raiz: Path, entorno: Entorno, acusar: Acusar) -> None:
        datos = raiz / "datos"
        wiring.preparar(datos)
        if Acceso(datos).estado is Estado.SIN_CIFRAR:
            cifrar_carpeta.cifrar(datos, FRASE, ahora=AHORA, coste=BARATO)
        acusar("cifrada")

    def revisar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        self.mirar(raiz, entorno, acuses)
        self.hacer(raiz, entorno, lambda _paso: None)
        self.mirar(raiz, entorno, ["cifrada"])

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        datos = raiz / "datos"
        wiring.preparar(datos)
        acceso = Acceso(datos)
        cifrada = acceso.estado is Estado.CIFRADA
        exigir(cifrada or not acuses, "acknowledged and plain")
        sobran = [n for n in (cifrar_carpeta.CIFRANDO, cifrar_carpeta.DIARIO) if (datos / n).exists()]
        exigir(not sobran, f"left behind: {sobran}")
        if cifrada:
            legibles = [r.name for r in datos.rglob("*") if r.is_file() and self._es_legible(r.read_bytes())]
            exigir(not legibles, f"plain in an enciphered folder: {legibles}")
        with wiring.abrir(datos, reloj=RelojFijo(), llave=acceso.abrir(FRASE) if cifrada else None) as s:
            exigir(not s.comprobar(), f"verificar-base: {'; '.join(s.comprobar())}")
            e = s.visitas.abrir(FOLIO)
            exigir(e.evidencias and e.respuestas, "the visit is not whole")
            exigir(s.ajustes.leer().nombre, "the settings are gone")
            juegos = [j for estado in s.respaldos.listar() for j in estado.juegos]
            exigir(len(juegos) == 1 and not s.respaldos.verificar(juegos[0]), "the backup is not whole")

    @staticmethod
    def _es_legible(contenido: bytes) -> bool:
        return any(m in contenido for m in LEGIBLE)


def salteados(puntos: Sequence[Punto]) -> list[Punto]:
    """Of the hundreds of pages that are written to one file in a row, the first, the middle and the last."""
    elegidos: list[Punto] = []
    for _, grupo in groupby(puntos, key=lambda p: (p.llamada, p.que.split(">")[0] if "write" in p.llamada else p.n)):
        varios = list(grupo)
        elegidos += [varios[n] for n in sorted({0, len(varios) // 2, len(varios) - 1})]
    return elegidos


def pruebas(taller: Taller) -> Iterator[tuple[str, Cuenta]]:
    puntos = salteados(taller.puntos())
    yield "SIGKILL at every call", taller.matar(puntos)
    yield "ENOSPC once at every call", taller.negar(puntos, "ENOSPC")
    yield "EIO once at every call", taller.negar(puntos, "EIO")
    yield "power cut", taller.apagar(1)


def main(trabajo: Path) -> int:
    mal, antes = 0, time.monotonic()
    for nombre, cuenta in pruebas(Taller(Cifrar(), Entorno(), trabajo)):
        mal += len(cuenta.violaciones)
        sys.stdout.write(f"cifrar · {nombre}: {cuenta.puntos} points, {cuenta.cortados} cut short, ")
        sys.stdout.write(f"{len(cuenta.violaciones)} violations ({time.monotonic() - antes:.0f} s)\n")
        sys.stdout.writelines(f"    {v}\n" for v in cuenta.violaciones[:20])
        sys.stdout.flush()
    return 1 if mal else 0


if __name__ == "__main__":
    with TemporaryDirectory() as carpeta:
        sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else carpeta)))

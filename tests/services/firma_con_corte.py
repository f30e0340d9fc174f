"""Signing that dies, like a laptop without power, at the k-th thing it does to the data folder. Run as a program.

    python -m tests.services.firma_con_corte FOLDER WORK [EVERY]

For each way of signing and each k (or every so many of them), on a copy of the data folder FOLDER (every document
emitted): a child dies at its k-th write, half write, flush, rename or SQL statement; then another one looks whether the
document is whole, as it was or as it was to be, and whether signing again goes through. Each way prints how often it
died; what is wrong ends it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree

from supervisor_app import durable
from supervisor_app.domain.documento import Documento
from supervisor_app.services.tinta import Escaneo, escaneo_de
from tests.services import banco
from tests.services.banco import Banco
from tests.services.test_firma_dibujada import firma
from tests.services.test_tinta import escaneado

MUERTO, MAL = 99, 3
_SUCESOS = {"open", "os.mkdir", "os.link", "os.rename", "os.remove"}

Firmar = Callable[[Banco, Documento], Documento]


def formas(escaneo: Escaneo) -> dict[str, Firmar]:
    return {
        "efirma": lambda b, d: b.firmar(d),
        "dibujada": lambda b, d: b.s.firmas.firmar_dibujada(d, firma(d.campos[0].campo)),
        "tinta": lambda b, d: b.s.documentos.marcar_tinta(d),
        "escaneo": lambda b, d: b.s.tinta.adjuntar(d, escaneo),
    }


class Contador:
    def __init__(self, limite: int) -> None:
        self.quedan = limite

    def __call__(self) -> None:
        self.quedan -= 1
        if self.quedan == 0:
            os._exit(MUERTO)


def _con_corte(b: Banco, limite: int) -> None:
    contar, raiz = Contador(limite), str(b.s.carpeta)
    escribir = durable.write_all

    def a_medias(fd: int, data: bytes | memoryview) -> None:
        mitad = len(data) // 2
        escribir(fd, data[:mitad])
        contar()
        escribir(fd, data[mitad:])
        contar()

    def vigilar(suceso: str, argumentos: tuple[object, ...]) -> None:
        if suceso in _SUCESOS and any(str(uno).startswith(raiz) for uno in argumentos):
            contar()

    durable.write_all = a_medias
    sys.addaudithook(vigilar)
    b.s._almacen._db.conn.set_trace_callback(lambda _sql: contar())


def en_un_hijo(hacer: Callable[[], None]) -> int:
    """The exit code of a process of its own that does it; 0 where nothing stopped it."""
    hijo = os.fork()
    if hijo == 0:
        try:
            hacer()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent says it
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(MAL)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(hijo, 0)[1])


def cortar(datos: Path, forma: Firmar, limite: int) -> None:
    b = banco.abrir(datos)
    documento = b.documento()
    _con_corte(b, limite)
    forma(b, documento)


def revisar(datos: Path, forma: Firmar, antes: Documento, contenido: bytes) -> None:
    """Whole, as it was or as it was to be; and signing goes on."""
    b = banco.abrir(datos)
    with b.s:
        ahora = b.documento()
        assert ahora.archivos[: len(antes.archivos)] == antes.archivos, "the earlier files are not as they were"
        assert b.guardado(antes.ultimo.sha256).read_bytes() == contenido, "the earlier version was touched"
        for archivo in ahora.archivos:
            b.s._almacen.archivos.comprobar(archivo.sha256)
        # The base and the contents: what the papers say of them does not change by dying, and is slower to read.
        assert (faltas := b.s._almacen.comprobar()) == (), faltas
        if len(ahora.archivos) == len(antes.archivos):
            ahora = forma(b, ahora)
        assert len(ahora.archivos) > len(antes.archivos)
        b.s.documentos.leer(ahora)


def main() -> int:
    etapa, trabajo, cada = Path(sys.argv[1]), Path(sys.argv[2]), int((*sys.argv, "1")[3])
    b = banco.abrir(etapa)
    with b.s:
        antes = b.documento()
        contenido = b.s.documentos.leer(antes)
        escaneo = escaneo_de([("hoja.pdf", escaneado(b.s.tinta.para_imprimir(antes)))])
    banco.efirma()  # made once, for all the children
    for nombre, forma in formas(escaneo).items():
        limite, codigo, muertes = 1 - cada, MUERTO, -1
        while codigo == MUERTO:
            limite, muertes = limite + cada, muertes + 1
            datos = trabajo / f"{nombre}-{limite}"
            copytree(etapa, datos)
            codigo = en_un_hijo(partial(cortar, datos, forma, limite))
            visto = en_un_hijo(partial(revisar, datos, forma, antes, contenido))
            if codigo not in (0, MUERTO) or visto != 0:
                sys.stderr.write(f"{nombre}, at {limite}: {codigo}, {visto}\n")
                return MAL
            rmtree(datos)
        sys.stdout.write(f"{nombre} {muertes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

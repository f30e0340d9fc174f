"""The verifier that is shipped alone, as ``verificar_paquetes.py``, into every destination: folders and command line.

What is shipped is one file: the text of the three modules below stands in it where they are imported. So neither they
nor this may import anything else of the application, nor use what Python 3.8 does not know. It only reads.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from supervisor_app.exchange.verificador import TROZO, Informe, huella_sha256, verificar_paquete, visible
from supervisor_app.exchange.verificador_actos import es_acto, revisar_acto
from supervisor_app.exchange.verificador_feeds import ESPACIO_PAQUETE, Buzon, firmante, leer_buzon

VERSION = 3
MAGIA_SOBRE = b"SUPSOBRE"

AYUDA = """Verifica paquetes de visitas de supervisión, quién los firmó y lo que cada equipo dice
haber enviado. No modifica ni borra nada.

Uso:
  python verificar_paquetes.py                   revisa la carpeta donde está este archivo
  python verificar_paquetes.py RUTA [RUTA ...]   revisa paquetes o carpetas completas

Termina con 0 si todos los paquetes son válidos, con 1 si alguno no lo es y con 2 si no encontró ninguno.
"""


def buscar_paquetes(ruta: Path) -> list[Path]:
    """Every ``.zip`` below a folder, in order, or the file itself."""
    if not ruta.is_dir():
        return [] if buscar_sobres(ruta) or buscar_actos(ruta) else [ruta]
    archivos = (Path(carpeta, nombre) for carpeta, _, nombres in os.walk(ruta) for nombre in nombres)
    return sorted(archivo for archivo in archivos if archivo.suffix.lower() == ".zip" and not es_acto(archivo))


def buscar_actos(ruta: Path) -> list[Path]:
    """Every act of follow-up below a folder, in order; sealed ones are among the envelopes."""
    if not ruta.is_dir():
        return [ruta] if es_acto(ruta.resolve()) else []
    archivos = (Path(carpeta, nombre) for carpeta, _, nombres in os.walk(ruta) for nombre in nombres)
    return sorted(archivo for archivo in archivos if es_acto(archivo))


def avisos_de_cadena(informes: Sequence[Informe]) -> list[str]:
    """What is worth knowing of a set of valid packages: lost predecessors, two packages for one revision."""
    conocidos = {uno.sha256: uno for uno in informes}
    avisos = []
    por_revision: dict[tuple[str, int], str] = {}
    for uno in sorted(conocidos.values(), key=lambda uno: (uno.visita_id, uno.revision, uno.sha256)):
        quien = f"Folio {visible(uno.folio)}, revisión {uno.revision}"
        anterior = conocidos.get(uno.reemplaza or "")
        if uno.reemplaza and anterior is None:
            avisos.append(f"{quien}: el paquete al que reemplaza no está aquí.")
        if anterior is not None and (anterior.visita_id != uno.visita_id or anterior.revision >= uno.revision):
            avisos.append(f"{quien}: dice reemplazar a un paquete que no es una revisión anterior suya.")
        if por_revision.setdefault((uno.visita_id, uno.revision), uno.sha256) != uno.sha256:
            avisos.append(f"{quien}: hay dos paquetes distintos con esta misma revisión. Conserve ambos y aclárelo.")
    return avisos


def _decir(texto: str) -> None:
    sys.stdout.write(texto + "\n")


def _contar(informe: Informe) -> None:
    _decir(f"{'VÁLIDO   ' if informe.valido else 'NO VÁLIDO'}  {visible(str(informe.ruta))}")
    if informe.folio:
        _decir(f"           Folio {visible(informe.folio)}, revisión {informe.revision}, {informe.archivos} archivos.")
    for problema in informe.problemas[:20]:
        _decir(f"           - {problema}")
    if len(informe.problemas) > 20:
        _decir(f"           … y {len(informe.problemas) - 20} problemas más.")


def buscar_sobres(ruta: Path) -> list[Path]:
    """Every envelope of a package below a folder, in order, or the file itself where it is one."""
    if not ruta.is_dir():
        return [ruta] if ruta.name.lower().endswith(".zip.sobre") else []
    archivos = (Path(carpeta, nombre) for carpeta, _, nombres in os.walk(ruta) for nombre in nombres)
    return sorted(archivo for archivo in archivos if archivo.name.lower().endswith(".zip.sobre"))


def _contar_sobre(ruta: Path, buzones: Sequence[tuple[Path, Buzon]]) -> bool:
    """A package that only the office reads: what can be said of it from outside; ``False`` where something is wrong."""
    _decir(f"SELLADO    {visible(str(ruta))}: sólo la oficina puede leerlo.")
    de_acto = es_acto(ruta.with_name(ruta.name[: -len(".sobre")]).resolve())
    try:
        with ruta.open("rb") as archivo:
            inicio = archivo.read(len(MAGIA_SOBRE))
        sha256, _ = huella_sha256(ruta)
    except OSError as error:
        _decir(f"           - No se pudo leer (código {error.errno}). Revise la memoria o la conexión.")
        return False
    if inicio != MAGIA_SOBRE:
        _decir("           - No es un sobre, o está dañado.")
        return False
    for raiz, buzon in buzones:
        dicho = buzon.sobres.get(ruta.relative_to(raiz).as_posix()) if raiz in ruta.parents else None
        if dicho is not None and dicho != sha256:
            _decir("           - Su huella no es la que anunció el equipo: no es el que anunció, o está dañado.")
            return False
    if de_acto:  # the entry that announced it is signed, and names its hash
        _decir("           Lleva un acto de seguimiento.")
        return True
    return _contar_firma(ruta, [buzon for _, buzon in buzones])


def _contar_acto(ruta: Path, buzones: Sequence[tuple[Path, Buzon]]) -> bool:
    """What was done about a finding between visits; ``False`` where something is wrong with it."""
    problema, que, sha256 = revisar_acto(ruta)
    quien = ""
    for raiz, buzon in buzones:
        if raiz in ruta.parents:
            equipo, dicho = buzon.actos.get(ruta.relative_to(raiz).as_posix(), ("", ""))
            quien = equipo or quien
            if dicho and dicho != sha256:
                problema = "Su huella no es la que anunció el equipo: no es el que anunció, o está dañado."
    _decir(f"{'NO VÁLIDO' if problema else 'VÁLIDO   '}  {visible(str(ruta))}")
    _decir(f"           {'- ' + problema if problema else visible(que)}")
    if not problema:
        _decir(f"           Lo anunció el equipo {quien}." if quien else "           Ningún equipo lo anunció.")
    return not problema


def _contar_firma(ruta: Path, buzones: Sequence[Buzon]) -> bool:
    """Who signed a package, by the file beside it; ``False`` where that is no signature of it."""
    try:
        firma = ruta.with_name(ruta.name + ".sig").read_bytes()[:4_096].decode("ascii", "replace")
    except OSError:
        _decir("           Sin firma de equipo.")
        return True
    huella = hashlib.sha512()
    with ruta.open("rb") as archivo:
        for trozo in iter(lambda: archivo.read(TROZO), b""):
            huella.update(trozo)
    publica = firmante(firma, ESPACIO_PAQUETE, huella.digest())
    if ruta.with_name(ruta.name + ".p7s").exists():
        _decir("           Lleva además la e.firma de una persona (.p7s); LEAME.txt dice cómo comprobarla.")
    if publica is None:
        _decir("           - La firma que lo acompaña no es suya, o alguien la cambió.")
        return False
    _decir(f"           Lo firmó {(buzones[0] if buzones else Buzon()).quien(publica)}.")
    return True


def _contar_buzon(lugar: Path, buzon: Buzon) -> None:
    if not buzon.asientos and not buzon.problemas:
        return
    _decir(f"\nBITÁCORAS  {visible(str(lugar))}: {buzon.asientos} asientos; equipos: {len(buzon.equipos)}.")
    if buzon.oficina:
        _decir(f"           Oficina: {visible(buzon.oficina)}. Compare estas letras con las que ella publica.")
    for problema in buzon.problemas:
        _decir(f"           - {visible(problema)}")
    for aviso in buzon.avisos:
        _decir(f"AVISO      {visible(aviso)}")


def main(argumentos: Sequence[str] | None = None) -> int:
    """Check what is named, or the folder this file stands in. Exit code: 0 all valid, 1 some not, 2 nothing found."""
    argumentos = sys.argv[1:] if argumentos is None else argumentos
    if isinstance(sys.stdout, io.TextIOWrapper):
        # An old Windows console lacks some letters; a "?" is better than stopping.
        sys.stdout.reconfigure(errors="replace")
    if any(argumento in ("-h", "--help", "--ayuda") for argumento in argumentos):
        _decir(AYUDA)
        return 0
    lugares = [Path(argumento) for argumento in argumentos] or [Path(__file__).resolve().parent]
    informes, mal = [], 0
    buzones = [(lugar, leer_buzon(lugar)) for lugar in lugares if lugar.is_dir()]
    for ruta in dict.fromkeys(ruta for lugar in lugares for ruta in buscar_paquetes(lugar)):
        informes.append(verificar_paquete(ruta))
        _contar(informes[-1])
        if informes[-1].valido:
            mal += not _contar_firma(ruta, [buzon for _, buzon in buzones])
    sobres = list(dict.fromkeys(ruta for lugar in lugares for ruta in buscar_sobres(lugar)))
    for ruta in sobres:
        mal += not _contar_sobre(ruta, buzones)
    actos = list(dict.fromkeys(ruta for lugar in lugares for ruta in buscar_actos(lugar)))
    for ruta in actos:
        mal += not _contar_acto(ruta, buzones)
    if not informes and not sobres and not actos:
        _decir("No se encontró ningún paquete. Indique la carpeta donde están.")
        return 2
    validos = [informe for informe in informes if informe.valido]
    for aviso in avisos_de_cadena(validos):
        _decir(f"AVISO      {aviso}")
    for lugar, buzon in buzones:
        mal += len(buzon.problemas)
        _contar_buzon(lugar, buzon)
    sellados = f" Sellados: {len(sobres)}." if sobres else ""
    sellados += f" Actos de seguimiento: {len(actos)}." if actos else ""
    _decir(f"\nPaquetes válidos: {len(validos)}. No válidos: {len(informes) - len(validos)}.{sellados}")
    return 0 if len(validos) == len(informes) and not mal else 1


if __name__ == "__main__":
    codigo = main()
    if os.name == "nt" and len(sys.argv) == 1 and sys.stdin.isatty():
        input("Presione Entrar para cerrar.")
    sys.exit(codigo)

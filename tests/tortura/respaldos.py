"""Backing up and restoring, to be cut everywhere: what stands under a final name is whole, and one of both folders is
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from supervisor_app import durable, wiring
from supervisor_app.domain import comandos
from supervisor_app.services.respaldos.fuentes import APARTADO, RESTAURANDO
from supervisor_app.services.respaldos.verbos import ULTIMO, Respaldos
from tests.services import banco
from tests.services.banco import Banco
from tests.services.imagenes.fotos import foto
from tests.tortura.operaciones import FOLIO, Acusar, Entorno, Operacion, exigir
from tests.visita_ficticia import CONTROL, RelojFijo

_NUEVA = "Nota ficticia de después del respaldo"


def _nota(b: Banco) -> str:
    respuesta = b.e.respuestas.get(CONTROL.id)
    return respuesta.nota if respuesta is not None else ""


class _ConMemoria(Operacion):
    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        super().preparar(raiz, entorno)
        (raiz / "memoria").mkdir()

    def verbos(self, raiz: Path, entorno: Entorno) -> Respaldos:
        return wiring.respaldos(raiz / "datos", entorno.llave(raiz), reloj=RelojFijo())

    def _enteros(self, raiz: Path, entorno: Entorno) -> int:
        """How many backups there are; each of them whole."""
        r, cuantos = self.verbos(raiz, entorno), 0
        places = [None, raiz / "memoria"] if any((raiz / "memoria").rglob("LUGAR.json")) else [None]
        for estado in (e for en in places for e in r.listar(en)):
            for juego in estado.juegos:
                faltas = r.verificar(juego)
                exigir(not faltas, f"a backup under its final name is not whole: {'; '.join(faltas)}")
                cuantos += 1
        return cuantos


class Respaldar(_ConMemoria):
    """A backup in the folder itself and one on a stick, twice, so that the second ones build on the first."""

    nombre = "respaldar"

    def pasos(self, b: Banco, raiz: Path, acusar: Acusar) -> None:
        for n in range(1, 3):
            b.hacer(comandos.anotar(b.e, CONTROL, f"Nota ficticia {n}"))
            b.s.respaldos.respaldar()
            acusar(f"aquí {n}")
            b.s.respaldos.respaldar(raiz / "memoria")
            acusar(f"memoria {n}")

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        self._sana(raiz, entorno)
        hay = self._enteros(raiz, entorno)
        exigir(hay >= len(acuses), f"{len(acuses)} backups were acknowledged and {hay} are there")

    def revisar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        self.mirar(raiz, entorno, acuses)
        hay = self._enteros(raiz, entorno)
        self.hacer(raiz, entorno, lambda _paso: None)
        self._sana(raiz, entorno)
        exigir(self._enteros(raiz, entorno) == hay + 4, "backing up does not go on after a cut")
        sobran = [p.name for p in raiz.rglob("*") if durable.PART_NAME.search(p.name)]
        exigir(not sobran, f"temporary files stay after the next backup: {sobran}")

    def _sana(self, raiz: Path, entorno: Entorno) -> None:
        with entorno.abrir(raiz) as s:
            exigir(not s.comprobar(), f"verificar-base: {'; '.join(s.comprobar())}")


class Restaurar(_ConMemoria):
    """A backup becomes the data folder again: from the stick, under a folder that went on working meanwhile."""

    nombre = "restaurar"

    def __init__(self, *, de_la_memoria: bool = True) -> None:
        self._de_la_memoria = de_la_memoria
        self.nombre = f"restaurar de {'la memoria' if de_la_memoria else 'este equipo'}"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        super().preparar(raiz, entorno)
        with entorno.abrir(raiz) as s:
            s.respaldos.respaldar(raiz / "memoria" if self._de_la_memoria else None)
            b = Banco(s, RelojFijo(), s.visitas.abrir(FOLIO))
            b.hacer(comandos.anotar(b.e, CONTROL, _NUEVA))
            banco.pki().escribir_anclas(s.carpeta / "anclas")

    def hacer(self, raiz: Path, entorno: Entorno, acusar: Acusar) -> None:
        if self._nota(raiz, entorno) == _NUEVA:
            r = self.verbos(raiz, entorno)
            cual = self._primero(r, raiz)
            r.restaurar(r.juego(cual, raiz / "memoria" if self._de_la_memoria else None))
        acusar("restaurada")

    def _primero(self, r: Respaldos, raiz: Path) -> str:
        (estado,) = r.listar(raiz / "memoria" if self._de_la_memoria else None)
        return estado.juegos[-1].id

    def _nota(self, raiz: Path, entorno: Entorno) -> str:
        with entorno.abrir(raiz) as s:
            return _nota(Banco(s, RelojFijo(), s.visitas.abrir(FOLIO)))

    def revisar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        self.mirar(raiz, entorno, acuses)
        self.hacer(raiz, entorno, lambda _paso: None)
        self.mirar(raiz, entorno, ["restaurada"])
        exigir(not (raiz / "datos" / RESTAURANDO).exists(), "what was made ready stays behind")

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        """Either what stood there, untouched, or what was backed up, and what stood there set aside whole."""
        with entorno.abrir(raiz) as s:
            exigir(not s.comprobar(), f"verificar-base: {'; '.join(s.comprobar())}")
            restaurada = _nota(Banco(s, RelojFijo(), s.visitas.abrir(FOLIO))) != _NUEVA
        exigir(restaurada or "restaurada" not in acuses, "acknowledged and not restored")
        apartadas = list((raiz / "datos").glob(f"{APARTADO}*"))
        exigir(len(apartadas) == int(restaurada), f"{len(apartadas)} folders set aside, restored: {restaurada}")
        for apartada in apartadas:
            (raiz / "vieja").mkdir(exist_ok=True)
            (raiz / "vieja" / "datos").unlink(missing_ok=True)
            (raiz / "vieja" / "datos").symlink_to(apartada)
            with entorno.abrir(raiz / "vieja") as s:
                exigir(not s.comprobar(), f"what was set aside is not whole: {'; '.join(s.comprobar())}")
                exigir(_nota(Banco(s, RelojFijo(), s.visitas.abrir(FOLIO))) == _NUEVA, "what was set aside is old")
        self._enteros(raiz, entorno)


class TraerVisita(_ConMemoria):
    """One visit comes back from the stick into a folder where a note of it was lost, and its photo."""

    nombre = "traer una visita"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        super().preparar(raiz, entorno)
        with entorno.abrir(raiz) as s:
            viejo = s.respaldos.respaldar().juego
            b = Banco(s, RelojFijo(), s.visitas.abrir(FOLIO))
            una = s.evidencias.preparar_bytes(b.e, "una.jpg", foto("JPEG", 300, 200), item_id=CONTROL.id)
            b.hacer(comandos.adjuntar(b.e, [una]))
            b.hacer(comandos.anotar(b.e, CONTROL, _NUEVA))
            s.respaldos.respaldar(raiz / "memoria")
        self.verbos(raiz, entorno).restaurar(viejo)

    def pasos(self, b: Banco, raiz: Path, acusar: Acusar) -> None:
        r = b.s.respaldos
        with r.extraer(r.juego(ULTIMO, raiz / "memoria"), FOLIO) as extraida:
            b.s.copias.unir_extraida(extraida)
        acusar("traída")

    def visto(self, b: Banco, raiz: Path) -> set[str]:
        for v in b.e.evidencias.values():
            b.s.evidencias.leer(v)
        return {"traída"} if _nota(b) == _NUEVA else set()

    def todos(self) -> set[str]:
        return {"traída"}


def operaciones() -> dict[str, Operacion]:
    todas = (Respaldar(), Restaurar(), Restaurar(de_la_memoria=False), TraerVisita())
    return {una.nombre: una for una in todas}

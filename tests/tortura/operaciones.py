"""What is tortured: the verbs of a supervisor's day, on the real services, and what must hold after any cut of them.

An operation works under one root folder: ``datos`` (the data folder), ``oficina`` and ``organo`` (where packages are
delivered). It tells each step after the service returned; from then on that step must be found after any cut.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from supervisor_app import durable, wiring
from supervisor_app.cifrado.cerradura import Cerradura
from supervisor_app.cifrado.llave import Llave
from supervisor_app.cifrado.ranuras import Coste
from supervisor_app.domain import comandos
from supervisor_app.domain.documento import Documento
from supervisor_app.exchange.paquete import abrir as abrir_paquete
from supervisor_app.store import conexion
from supervisor_app.wiring import Servicios
from tests.services import banco
from tests.services.banco import Banco
from tests.services.imagenes.fotos import foto
from tests.visita_ficticia import COLIMA, CONTROL, ITEMS, RelojFijo

Acusar = Callable[[str], None]
FOLIO = "V-2026-001"
FRASE = "una frase ficticia de prueba"
VIEJAS = Path(__file__).parents[1] / "old_databases"


class Violacion(AssertionError):
    """Something that was acknowledged is not there, or something that must never be seen is."""


def exigir(cosa: object, dicho: str) -> None:
    if not cosa:
        raise Violacion(dicho)


@dataclass(frozen=True)
class Entorno:
    """How data folders are made and opened: plain, or enciphered and by their passphrase."""

    cifrado: bool = False

    def llave(self, raiz: Path) -> Llave | None:
        """The key of the folder, which is locked where it is new."""
        if not self.cifrado:
            return None
        datos = raiz / "datos"
        # As window and command line do: the lock may be on its way back from a backup.
        wiring.preparar(datos)
        cerradura = Cerradura(datos, coste=Coste(memoria=64, pasadas=1, carriles=1))
        if Cerradura.hay(datos):
            return cerradura.abrir_con_frase(FRASE, ahora=0.0)
        return cerradura.crear(FRASE)[0]

    def abrir(self, raiz: Path) -> Servicios:
        return wiring.abrir(raiz / "datos", reloj=RelojFijo(), llave=self.llave(raiz))

    def banco(self, raiz: Path) -> Banco:
        s = self.abrir(raiz)
        return Banco(s, RelojFijo(), s.visitas.abrir(FOLIO))


class Operacion:
    """One verb, from a folder made ready to a folder that can be looked at."""

    nombre = ""

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        """Make the state that it starts from."""
        banco.pki().escribir_anclas(raiz / "datos" / "anclas")
        with entorno.abrir(raiz) as s:
            banco.contestar_en(s, RelojFijo())

    def hacer(self, raiz: Path, entorno: Entorno, acusar: Acusar) -> None:
        """Do it, telling each step. Done again it goes on from what is there, and ends the same."""
        with entorno.abrir(raiz) as s:
            self.pasos(Banco(s, RelojFijo(), s.visitas.abrir(FOLIO)), raiz, acusar)

    def pasos(self, b: Banco, raiz: Path, acusar: Acusar) -> None:
        raise NotImplementedError

    def visto(self, b: Banco, raiz: Path) -> set[str]:
        """The steps that are found on disk."""
        raise NotImplementedError

    def todos(self) -> set[str]:
        """The steps of a run that nothing stopped."""
        raise NotImplementedError

    def revisar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        """Raises Violacion where a cut did harm; then does it again and looks at the end."""
        self.mirar(raiz, entorno, acuses)
        self.hacer(raiz, entorno, lambda _paso: None)
        self.mirar(raiz, entorno, sorted(self.todos()))

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        """Raises Violacion where something is wrong, or acknowledged and not there."""
        for paquete in (*(raiz / "oficina").rglob("*.zip"), *(raiz / "organo").rglob("*.zip")):
            abrir_paquete(paquete)  # a UserError says what is wrong with what stands under a final name
        with entorno.abrir(raiz) as s:
            sobran = [p.name for p in (raiz / "datos").rglob("*") if durable.PART_NAME.search(p.name)]
            exigir(not sobran, f"temporary files stay after the start: {sobran}")
            faltas = s.comprobar()
            exigir(not faltas, f"verificar-base: {'; '.join(faltas)}")
            b = Banco(s, RelojFijo(), s.visitas.abrir(FOLIO))
            faltan = set(acuses) - self.visto(b, raiz)
            exigir(not faltan, f"acknowledged and lost: {sorted(faltan)}")


class Estrenar(Operacion):
    """The first start ever: a data folder that was not there, and a visit in it."""

    nombre = "estrenar"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        """Nothing is there yet."""

    def hacer(self, raiz: Path, entorno: Entorno, acusar: Acusar) -> None:
        with entorno.abrir(raiz) as s:
            if not s.visitas.lista():
                s.visitas.crear(COLIMA)
            acusar("creada")

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        exigir(not acuses or (raiz / "datos").is_dir(), "acknowledged, and the data folder is gone")
        with entorno.abrir(raiz) as s:
            exigir(not s.comprobar(), f"verificar-base: {'; '.join(s.comprobar())}")
            exigir(not acuses or len(s.visitas.lista()) == 1, "acknowledged and lost: creada")

    def todos(self) -> set[str]:
        return {"creada"}


class Guardar(Operacion):
    """Answers as they are typed: each one is acknowledged alone."""

    nombre = "guardar"
    notas = tuple(f"Nota ficticia {n} " + "ñ" * 600 for n in range(4))

    def pasos(self, b: Banco, raiz: Path, acusar: Acusar) -> None:
        for item, nota in zip(ITEMS.values(), self.notas, strict=False):
            b.hacer(comandos.anotar(b.e, item, nota))
            acusar(f"nota {item.id}")

    def visto(self, b: Banco, raiz: Path) -> set[str]:
        quedan = {r.nota for r in b.e.respuestas.values()}
        return {f"nota {i.id}" for i, nota in zip(ITEMS.values(), self.notas, strict=False) if nota in quedan}

    def todos(self) -> set[str]:
        return {f"nota {i.id}" for i, _ in zip(ITEMS.values(), self.notas, strict=False)}


class Foto(Operacion):
    """A photo from a file: its content is kept, then it is attached."""

    nombre = "foto"
    colores = ("uno", "dos")

    def pasos(self, b: Banco, raiz: Path, acusar: Acusar) -> None:
        puestas = {v.nombre for v in b.e.evidencias.values()}
        for n, cual in enumerate(self.colores):
            if not any(nombre.startswith(cual) for nombre in puestas):
                jpeg = foto("JPEG", 300 + n, 200)
                b.hacer(
                    comandos.adjuntar(
                        b.e, [b.s.evidencias.preparar_bytes(b.e, f"{cual}.jpg", jpeg, item_id=CONTROL.id)]
                    )
                )
            acusar(f"foto {cual}")

    def visto(self, b: Banco, raiz: Path) -> set[str]:
        for v in b.e.evidencias.values():
            b.s.evidencias.leer(v)
        return {f"foto {c}" for c in self.colores for v in b.e.evidencias.values() if v.nombre.startswith(c)}

    def todos(self) -> set[str]:
        return {f"foto {c}" for c in self.colores}


class _ConDocumentos(Operacion):
    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        super().preparar(raiz, entorno)
        with entorno.abrir(raiz) as s:
            b = Banco(s, RelojFijo(), s.visitas.abrir(FOLIO))
            b.emitir()
            self.firmas(b)

    def firmas(self, b: Banco) -> None:
        b.firmar_todo()

    @staticmethod
    def cerrada(b: Banco) -> set[str]:
        """«cerrada» where it is, with its packages whole."""
        if not b.e.visita.cerrada:
            return set()
        for turnado in (False, True):
            for registro in b.s._almacen.paquetes(b.e.visita.id, turnado=turnado):
                guardado = b.s._almacen.paquete_en_disco(registro.nombre, turnado=turnado)
                hecho = abrir_paquete(guardado)
                exigir(hecho.sha256 == registro.sha256, f"the package {registro.nombre} is not the one that was closed")
        exigir(len(b.s.entregas.paquetes(b.e.visita.id)) == 1, "closed, and not with one package")
        return {"cerrada"}


class FirmarYCerrar(_ConDocumentos):
    """The last signature, and the closing."""

    nombre = "firmar-y-cerrar"

    def firmas(self, b: Banco) -> None:
        for documento in b.s.documentos.vigentes(b.e.visita.id):
            if documento.clave != "CO-90":
                b.firmar(documento)

    def pasos(self, b: Banco, raiz: Path, acusar: Acusar) -> None:
        if not b.documento().firmados:
            b.firmar(b.documento())
        acusar("firmado")
        if not b.e.visita.cerrada:
            b.cerrar()
        acusar("cerrada")

    def visto(self, b: Banco, raiz: Path) -> set[str]:
        documento: Documento = b.documento()
        b.s.documentos.leer(documento)
        return ({"firmado"} if documento.firmados else set()) | self.cerrada(b)

    def todos(self) -> set[str]:
        return {"firmado", "cerrada"}


class Empaquetar(_ConDocumentos):
    """Closing alone: the package and the turnado, then the state."""

    nombre = "empaquetar"

    def pasos(self, b: Banco, raiz: Path, acusar: Acusar) -> None:
        if not b.e.visita.cerrada:
            b.cerrar()
        acusar("cerrada")

    def visto(self, b: Banco, raiz: Path) -> set[str]:
        return self.cerrada(b)

    def todos(self) -> set[str]:
        return {"cerrada"}


class Entregar(_ConDocumentos):
    """The package to the office, the turnado to whom it concerns."""

    nombre = "entregar"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        super().preparar(raiz, entorno)
        for carpeta in ("oficina", "organo"):
            (raiz / carpeta).mkdir()
        with entorno.abrir(raiz) as s:
            Banco(s, RelojFijo(), s.visitas.abrir(FOLIO)).cerrar()

    def pasos(self, b: Banco, raiz: Path, acusar: Acusar) -> None:
        b.s.entregas.entregar(b.e, raiz / "oficina")
        acusar("oficina")
        b.s.entregas.entregar_turnado(b.e, raiz / "organo")
        acusar("organo")

    def visto(self, b: Banco, raiz: Path) -> set[str]:
        hechas = (("oficina", b.s.entregas.entregas), ("organo", b.s.entregas.entregas_del_turnado))
        visto = set()
        for carpeta, entregas in hechas:
            for entrega in entregas(b.e.visita.id):
                (copia,) = (raiz / carpeta).rglob(entrega.nombre)
                exigir(abrir_paquete(copia).sha256 == entrega.sha256, f"delivered to {carpeta} and not whole")
                visto.add(carpeta)
        return visto

    def todos(self) -> set[str]:
        return {"oficina", "organo"}


class Migrar(Operacion):
    """The first start of this version on the data of a released one, and one more answer."""

    nombre = "migrar"

    def __init__(self, version: str = "0.1.0") -> None:
        self._version = version
        self.nombre = f"migrar {version}"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        (raiz / "datos").mkdir(parents=True)
        vieja = gzip.decompress((VIEJAS / f"{self._version}.db.gz").read_bytes())
        (raiz / "datos" / "supervisor.db").write_bytes(vieja)
        llave = entorno.llave(raiz)
        if llave is not None:
            _cifrar(raiz / "datos" / "supervisor.db", llave)

    def hacer(self, raiz: Path, entorno: Entorno, acusar: Acusar) -> None:
        with entorno.abrir(raiz) as s:
            acusar("abierta")
            if len(s.visitas.lista()) == 1:
                s.visitas.crear(COLIMA)
            acusar("creada")

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        with entorno.abrir(raiz) as s:
            sobran = [p.name for p in (raiz / "datos").rglob("*") if durable.PART_NAME.search(p.name)]
            exigir(not sobran, f"temporary files stay after the start: {sobran}")
            # The old databases come without the contents of their files and without their packages.
            faltas = [f for f in s.comprobar() if "Falta un archivo" not in f and "falta el paquete" not in f]
            exigir(not faltas, f"verificar-base: {'; '.join(faltas)}")
            exigir(len(s.visitas.abrir(FOLIO).respuestas) == 38, "the old answers are gone")
            exigir(len(s.visitas.lista()) == (2 if "creada" in acuses else len(s.visitas.lista())), "lost: creada")
            for copia in (raiz / "datos" / "respaldos").glob("*.db"):
                exigir(entera(copia, entorno.llave(raiz)), f"half a backup under a final name: {copia.name}")

    def todos(self) -> set[str]:
        return {"abierta", "creada"}


def _cifrar(base: Path, llave: Llave) -> None:
    """Make a database of a release one that a key opens, as if it had been enciphered then."""
    db = conexion.abrir(base)
    db.conn.execute(f"ATTACH ? AS otra KEY \"x'{llave.base.hex()}'\"", (f"{base}.cifrada",))
    db.conn.execute("SELECT sqlcipher_export('otra')")
    db.conn.execute(f"pragma otra.user_version={conexion.filas(db, 'pragma user_version')[0][0]}")
    db.conn.close()
    Path(f"{base}.cifrada").replace(base)


def entera(base: Path, llave: Llave | None) -> bool:
    """Whether a database is whole."""
    db = conexion.abrir(base, solo_lectura=True, llave=llave)
    try:
        return conexion.filas(db, "pragma integrity_check") == [("ok",)]
    finally:
        db.conn.close()


def calentar(trabajo: Path) -> None:
    """Do the longest of them once in this very process, so that its children load no library each for itself."""
    op, raiz = FirmarYCerrar(), trabajo / "calentar"
    op.preparar(raiz, Entorno())
    op.hacer(raiz, Entorno(), lambda _paso: None)
    shutil.rmtree(raiz)

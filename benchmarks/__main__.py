"""``python -m benchmarks``: every ratio of the application against a yardstick measured in the same run."""

from __future__ import annotations

import io
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from benchmarks import logica, muestra, universo, verificacion
from benchmarks.ratio import compare
from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.session import interpretar
from supervisor_app.domain.informe import Bloque, DatosInforme, Marcador
from supervisor_app.services.firmas import Efirma
from supervisor_app.signing.pki_prueba import PersonaPrueba, crear_pki
from supervisor_app.wiring import abrir

VISITAS = 10_000


def keystroke(carpeta: Path) -> None:
    """An answer with its history, search index and consequence check, against one raw row in WAL + FULL."""
    crudo = sqlite.connect(str(carpeta / "crudo.db"), isolation_level=None)
    crudo.execute("pragma journal_mode=wal")
    crudo.execute("pragma synchronous=full")
    crudo.execute("create table respuesta(id integer primary key, datos text)")
    n = itertools.count()
    with abrir(carpeta / "app") as s:
        e = muestra.visita(s)
        item = s.definiciones.cedula("CO-02").items[1]
        estado = [e]

        def ours() -> None:
            op = comandos.responder(estado[0], item, interpretar(item, str(next(n))))
            s.visitas.guardar(op)
            estado[0] = estado[0].aplicar(op.cambios)

        def theirs() -> None:
            crudo.execute("begin immediate")
            crudo.execute("insert into respuesta(datos) values (?)", (f'{{"valor": {next(n)}}}',))
            crudo.execute("commit")

        compare("keystroke to durable", ours, theirs, against="raw row, WAL FULL", times=400)
    crudo.close()


_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv); w = QWidget(); w.resize(1366, 768); w.show(); app.processEvents()
"""
_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from supervisor_app.ui import app as ui
QTimer.singleShot(0, lambda: None)
qt, theme = ui.make_application(sys.argv[:1])
def look():
    w = next((w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow"), None)
    if w is not None and w.isVisible() and not w.lanes.is_busy():
        w.close()
    else:
        QTimer.singleShot(1, look)
QTimer.singleShot(0, look)
ui.abrir_ventana(Path(sys.argv[1]))
"""


def start(carpeta: Path) -> None:
    """A process until its window shows the first screen with its data, against a process with an empty Qt window."""
    with abrir(carpeta / "app") as s:
        for _ in range(5):
            muestra.contestar(s, muestra.visita(s))
    entorno = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    def run(codigo: str, *argumentos: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", codigo, *argumentos], env=entorno, check=True)

    compare(
        "process start to usable window", run(_OURS, str(carpeta / "app")), run(_BARE), against="bare window", times=7
    )


def informe() -> DatosInforme:
    letra = tuple(
        Bloque(texto=f"revisión del proceso número {n} de la unidad visitada;", marcador=Marcador.LETRA)
        for n in range(8)
    )
    return DatosInforme(
        numero_pliego="287/2026",
        ciudad="Colima, Col.",
        fecha=date(2026, 6, 12),
        coordinador_normativo="LIC. BEATRIZ OLMEDO CRUZ",
        coordinacion_normativa="JEFATURA DE SERVICIOS DE AFILIACIÓN Y COBRANZA",
        adscripcion="DEPARTAMENTO DE SUPERVISIÓN DE COBRANZA",
        lugar_comision="COLIMA, COL.",
        del_=date(2026, 6, 8),
        al=date(2026, 6, 12),
        objeto="SUPERVISIÓN",
        comisionado="LUCÍA BARRAGÁN ORTEGA",
        proposito=(Bloque(texto="Supervisar los procesos de cobranza de la unidad."),),
        actividades=(
            Bloque(texto="Reunión de apertura.", marcador=Marcador.NUMERO),
            Bloque(texto="Evaluar la normatividad relativa a:", marcador=Marcador.NUMERO, subelementos=letra),
        ),
        conclusiones=(Bloque(texto="Se exhortó al personal a cumplir las medidas acordadas. " * 6),),
        resultados=tuple(
            Bloque(texto="Reponer las diligencias observadas.", marcador=Marcador.LETRA) for _ in range(10)
        ),
        contribuciones=(Bloque(texto="Se aclararon dudas."),),
    )


def docx(datos: DatosInforme) -> bytes:
    """The same words as a plain Word file, for LibreOffice to print."""
    textos = [b.texto for s in ("proposito", "actividades", "conclusiones", "resultados") for b in datos.seccion(s)]
    cuerpo = "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in textos)
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as archivo:
        archivo.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        archivo.writestr(
            "_rels/.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archivo.writestr(
            "word/document.xml",
            '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{cuerpo}</w:body></w:document>",
        )
    return salida.getvalue()


def paper(carpeta: Path) -> None:
    """Informe to PDF/A, e.firma opened, signed and strictly verified, against LibreOffice printing the same words."""
    oficina = shutil.which("soffice") or shutil.which("libreoffice")
    if oficina is None:
        print("informe signed and verified                not measured: LibreOffice is not installed")
        return
    ahora = datetime.now(UTC)
    pki = crear_pki(ahora)
    pki.escribir_anclas(carpeta / "anclas")
    persona = PersonaPrueba("LUCIA BARRAGAN ORTEGA", "BAOL800101AB1", "BAOL800101MJCXXX01")
    emitida = pki.emitir(
        persona, desde=ahora - timedelta(days=1), hasta=ahora + timedelta(days=365), contrasena="prueba12"
    )
    datos, efirma = informe(), Efirma(emitida.cer, emitida.key, "prueba12")
    (carpeta / "informe.docx").write_bytes(docx(datos))

    with abrir(carpeta / "app", anclas=carpeta / "anclas") as s:

        def ours() -> None:
            pdf = s.documentos.generar_informe(datos, folio="V-2026-001-INF")
            firmado = s.firmas.firmar_pdf(pdf, efirma, campo="Firma_Comisionado", motivo="Informe")
            if not s.firmas.verificar(firmado).valido:
                raise SystemExit("the signed informe did not verify")

        def theirs() -> None:
            subprocess.run(
                [oficina, "--headless", "--convert-to", "pdf", "--outdir", str(carpeta), str(carpeta / "informe.docx")],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

        compare("informe rendered, signed, verified", ours, theirs, against="LibreOffice docx to PDF", times=5)


def open_among_many(carpeta: Path) -> None:
    """Opening a visit with four cédulas answered, in a database of 10,000 visits and in one of 10."""
    with abrir(carpeta / "pocas") as pocas, abrir(carpeta / "muchas") as muchas:
        ids = []
        for s in (pocas, muchas):
            e = muestra.contestar(s, muestra.visita(s, ("CO-02", "CO-05", "CO-06", "RC-02")))
            ids.append(e.visita.id)
        for _ in range(9):
            muestra.contestar(pocas, muestra.visita(pocas))
        llenar(muchas._almacen._db.conn, ids[1])
        compare(
            f"open a visit among {VISITAS:,}",
            lambda: muchas.visitas.abrir(ids[1]),
            lambda: pocas.visitas.abrir(ids[0]),
            against="among 10",
            times=60,
        )


def llenar(conexion: sqlite.Connection, modelo: str) -> None:
    """Copy one visit 10,000 times under other ids, records and search index included."""
    conexion.execute("begin immediate")
    for tabla in ("visita", "aplicada", "respuesta", "inconsistencia"):
        columna = "id" if tabla == "visita" else "visita_id"
        filas = conexion.execute(f"select id, datos from {tabla} where {columna} = ?", (modelo,)).fetchall()
        for n in range(VISITAS):
            otra = f"{n:032x}"
            for registro, datos in filas:
                texto = datos.replace(modelo, otra).replace('"folio":"V-', f'"folio":"B{n:05d}-')
                if tabla == "visita":
                    conexion.execute("insert into visita(id, datos) values (?,?)", (otra, texto))
                else:
                    conexion.execute(
                        f"insert into {tabla}(id, visita_id, datos) values (?,?,?)",
                        (registro.replace(modelo, otra), otra, texto),
                    )
    conexion.execute("commit")


BENCHMARKS = {
    "teclazo": keystroke,
    "arranque": start,
    "papel": paper,
    "abrir": open_among_many,
    "universo": universo.importar,
    "logica": logica.logic,
    "verificar": verificacion.three_signatures,
}


def main(wanted: list[str]) -> int:
    for name, run in BENCHMARKS.items():
        if not wanted or name in wanted:
            with tempfile.TemporaryDirectory() as carpeta:
                run(Path(carpeta))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Everything that tells of a possible irregularity is marked; none of the marks is in anything that is shared."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest

from supervisor_app.corrida import Corrida
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.choque import Choque, Lado, id_de_choque
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Cambio
from supervisor_app.domain.reserva import compartido, reservado
from supervisor_app.domain.traslado import sin_lugar_de
from supervisor_app.fallos import guardar_fallo
from supervisor_app.services.papel.turnado_impreso import imprimir_turnado
from supervisor_app.services.soporte import Soporte
from tests.services.banco import Banco, texto
from tests.services.visita_marcada import ABIERTO, Marcas, sembrar
from tests.visita_ficticia import informe

_MARCA = re.compile(rb"QZ\d{3}[a-z]+")
_DE_ANTES = re.compile(r"QZ\d{3}(notadeantes|medidadeantes|cargodeantes|descripciondeantes|causadeantes)")
"""What the earlier visit wrote of it is in that visit's own turnado."""
_EN_SU_ARCHIVO = re.compile(r"QZ\d{3}(contenido|archivo|renglon|estrato)")
"""Files go beside the document, which names them by their caption, and the listing, whose rows it does not repeat."""


def marcas_en(contenido: bytes) -> set[str]:
    """Also those written with two bytes a letter, as PDF keeps its names."""
    return {m.decode() for dicho in (contenido, contenido.replace(b"\x00", b"")) for m in _MARCA.findall(dicho)}


def _por_dentro(pdf: bytes) -> Iterator[bytes]:
    """Everything that a PDF holds: its words, every object, every stream as it decodes, its attachments."""
    yield texto(pdf).encode()
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        for objeto in abierto.objects:
            yield objeto.unparse(resolved=True)
            if isinstance(objeto, pikepdf.Stream):
                try:
                    yield objeto.read_bytes()
                except pikepdf.PdfError:  # a picture has no decoded form
                    yield objeto.read_raw_bytes()
        for nombre, adjunto in abierto.attachments.items():
            yield nombre.encode()
            yield adjunto.get_file().read_bytes()


def marcas_de(nombre: str, contenido: bytes) -> set[str]:
    """Those in a file: its name, its bytes, and whatever is inside."""
    halladas = marcas_en(nombre.encode()) | marcas_en(contenido)
    if contenido.startswith(b"%PDF"):
        halladas |= {m for parte in _por_dentro(contenido) for m in marcas_en(parte)}
    elif contenido.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(contenido)) as z:
            halladas |= {m for dentro in z.namelist() for m in marcas_de(dentro, z.read(dentro))}
    return halladas


def _carpeta(ruta: Path) -> Mapping[str, bytes]:
    return {str(p.relative_to(ruta)): p.read_bytes() for p in sorted(ruta.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def sembrada(tmp_path_factory: pytest.TempPathFactory) -> tuple[Banco, Marcas]:
    """The visit closed, and delivered in two folders: ``oficina`` and ``reservado`` beside its data."""
    b, m = sembrar(tmp_path_factory.mktemp("fugas") / "datos")
    borrador = b.s.documentos.componer_informe(b.e)
    compuestas = {s: borrador.datos.seccion(s) for s in ("actividades", "conclusiones", "resultados")}
    b.hacer(comandos.guardar_informe(b.e, con(borrador, datos=con(informe().datos, **compuestas))))
    b.hacer(comandos.modificar_acta(b.e, "Escribió las horas", inicio="10:00", fin="11:00"))
    b.emitir()
    for tipo in (TipoDocumento.ACTA, TipoDocumento.CONCENTRADO, TipoDocumento.SEGUIMIENTO):
        b.s.documentos.emitir(b.e, tipo)
    for documento in b.s.documentos.vigentes(b.e.visita.id):
        b.s.documentos.marcar_tinta(documento)
    b.cerrar()
    for carpeta in ("oficina", "reservado"):
        (b.s.carpeta.parent / carpeta).mkdir()
    b.s.entregas.entregar(b.e, b.s.carpeta.parent / "oficina")
    b.s.entregas.entregar_turnado(b.e, b.s.carpeta.parent / "reservado")
    return b, m


def test_the_ordinary_is_shared(sembrada: tuple[Banco, Marcas]) -> None:
    b, _ = sembrada
    cedula = b.s.documentos.leer(b.documento("CO-90"))
    assert ABIERTO in " ".join(texto(cedula).split())


def test_no_document_that_is_shared_tells_any_of_it(sembrada: tuple[Banco, Marcas]) -> None:
    b, _ = sembrada
    hallado = {
        d.titulo: marcas_de(b.s.documentos.nombre_de_archivo(d), b.s.documentos.leer(d)) | marcas_en(canonico(d))
        for d in b.s.documentos.vigentes(b.e.visita.id)
        if d.tipo is not TipoDocumento.TURNADO
    }
    assert set(hallado) == {
        "Cédula de supervisión CO-90",
        "Informe de la comisión",
        "Acta de cierre",
        "Concentrado de inconsistencias y medidas",
        "Cédula de seguimiento",
    }
    assert not set().union(*hallado.values()), hallado


def test_neither_log_nor_marks_of_runs_nor_support_tell_any_of_it_or_of_anybody(
    sembrada: tuple[Banco, Marcas],
) -> None:
    """After the whole thread, a bug in it with everything in its hands, and a run that was cut."""
    b, m = sembrada
    carpeta = b.s.carpeta
    corrida = Corrida(carpeta, b.reloj())
    corrida.anotar(visita=b.e.visita.id, paso="cedulas", objeto="CO-90-02", confirmada=1, de=b.e.visita.id)
    corrida.soltar()
    try:
        raise KeyError(sorted(m.todas), b.e) from OSError(2, "no existe", str(Path.home() / "acta de Lucía.pdf"))
    except KeyError as error:
        logging.getLogger("supervisor_app.prueba").info("falló %s con %s", carpeta, error, exc_info=True)
        guardar_fallo(carpeta, error, b.reloj(), "ventana")
    escrito = b"".join(p.read_bytes() for p in sorted((carpeta / "registro").iterdir()))
    escrito += Soporte(carpeta, reloj=b.reloj).reunir().texto.encode()
    assert b"KeyError" in escrito
    assert marcas_en(escrito) == set()
    dicho = escrito.decode()
    for nadie in ("Lucía", "Ñandú", "Ibargüen", "Relación de rutas", "acta de", str(carpeta), f"{Path.home()}/"):
        assert nadie not in dicho
    assert not re.search(r"\b[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}\b", dicho)


def test_no_preview_tells_any_of_it(sembrada: tuple[Banco, Marcas]) -> None:
    b, _ = sembrada
    assert b.e.informe is not None
    previas = (b.s.documentos.vista_previa_informe(b.e.informe), b.s.documentos.vista_previa_acta(b.e))
    assert [marcas_de("previa", pdf) for pdf in previas] == [set(), set()]


def test_nothing_in_the_folder_where_the_visit_is_shared_tells_any_of_it(sembrada: tuple[Banco, Marcas]) -> None:
    b, _ = sembrada
    archivos = _carpeta(b.s.carpeta.parent / "oficina")
    assert any(nombre.endswith(".zip") for nombre in archivos)
    assert {n: hallado for n, c in archivos.items() if (hallado := marcas_de(n, c))} == {}


def test_no_file_that_proves_it_is_shared_under_another_name(sembrada: tuple[Banco, Marcas]) -> None:
    b, _ = sembrada
    contenidos = {b.s.evidencias.leer(v) for v in reservado(b.e).evidencias.values()}
    huellas = {v.sha256.encode() for v in reservado(b.e).evidencias.values()}
    for zip_ in (b.s.carpeta.parent / "oficina").rglob("*.zip"):
        with zipfile.ZipFile(zip_) as z:
            dentro = [z.read(n) for n in z.namelist()]
        assert not contenidos & set(dentro)
        assert not [h for h in huellas for c in dentro if h in c]


def test_the_turnado_carries_all_of_it(sembrada: tuple[Banco, Marcas]) -> None:
    b, m = sembrada
    (turnado,) = (b.s.carpeta.parent / "reservado").rglob("*.zip")
    falta = m.todas - marcas_de(turnado.name, turnado.read_bytes())
    assert {f for f in falta if not _DE_ANTES.fullmatch(f)} == set()


def test_the_document_of_the_turnado_prints_every_text_that_a_person_wrote_of_it(
    sembrada: tuple[Banco, Marcas],
) -> None:
    b, m = sembrada
    impreso = marcas_en(canonico(imprimir_turnado(b.e)))
    aparte = {x for x in m.todas if _DE_ANTES.fullmatch(x) or _EN_SU_ARCHIVO.fullmatch(x)}
    assert m.todas - aparte - impreso == set()


def test_the_log_tells_none_of_it(sembrada: tuple[Banco, Marcas]) -> None:
    b, _ = sembrada
    assert marcas_en(b"".join(_carpeta(b.s.carpeta / "registro").values())) == set()


def test_a_clash_over_it_is_not_shared(sembrada: tuple[Banco, Marcas]) -> None:
    b, m = sembrada[0], Marcas()
    lado = Lado(version="v", valor=f'"{m("choque")}"', quien="Q", equipo="A7", cuando=b.reloj(), que=m("quechoque"))
    (h,) = reservado(b.e).inconsistencias
    choque = Choque(
        id=id_de_choque(h, "causa"), visita_id=b.e.visita.id, clase="Inconsistencia", registro_id=h, campo="causa",
        lados=(lado, lado),
    )  # fmt: skip
    e = b.e.aplicar([Cambio(None, choque)])
    assert marcas_en(canonico(compartido(e))) == set()


def test_what_lost_its_place_is_there_only_apart(sembrada: tuple[Banco, Marcas]) -> None:
    b, _ = sembrada
    assert sin_lugar_de(b.e, "CO-90")
    assert not sin_lugar_de(compartido(b.e), "CO-90")

"""Every kind of document at its extremes: one item and a thousand, no photo and three hundred, 3,000 words in one
place, names of 120 letters, sections without anything. Each is made only when it is asked for.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from supervisor_app.documents.cedula import componer_cedula
from supervisor_app.documents.modelos import DocumentoCedula, FotoImpresa, MuestraImpresa, RespuestaImpresa, Signo
from supervisor_app.documents.textos import textos_cedula
from supervisor_app.domain.asm import FirmanteAsm
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.informe import Bloque, Firmantes, Marcador, SegundaFirma
from supervisor_app.domain.programa import Razon, Reprogramacion
from supervisor_app.domain.texto import coordenadas
from tests.documents import ejemplo_concentrado, ejemplo_seguimiento, ejemplo_turnado
from tests.documents.ejemplo_acta import acta, acta_pdf, attendant, indicator
from tests.documents.ejemplo_asm import SIGNERS, asm_pdf, row, table
from tests.documents.ejemplo_concentrado import concentrado, concentrado_pdf
from tests.documents.ejemplo_expediente import expediente_pdf
from tests.documents.ejemplo_programa import programme, programme_pdf, programmed
from tests.documents.ejemplo_seguimiento import seguimiento, seguimiento_pdf
from tests.documents.ejemplo_turnado import turnado, turnado_pdf
from tests.documents.ejemplos import case, cedula, informe, informe_pdf, item, paragraph, question
from tests.visita_ficticia import AHORA

_PROSE = (
    "la notificación de los créditos fiscales se revisó contra el sistema y sus constancias; no se localizaron los "
    "acuses correspondientes al periodo, por lo que la jefatura de la oficina se comprometió a reponer las diligencias "
    "y a documentar, en el expediente electrónico de cada patrón, las gestiones extraordinarias de cobro"
)
_WORDS = tuple(_PROSE.split())
_NAME = (
    "MARÍA DE LOS ÁNGELES GUADALUPE MONTSERRAT FERNÁNDEZ DE CÓRDOBA Y GÓMEZ DE ECHEVERRÍA, VIUDA DE IRIGOYEN-ÁLVAREZ "
)
NAME = f"{_NAME}PEÑA"[:120]
UNBROKEN = "https://intranet.ejemplo.invalid/expedientes/consulta?credito=24011000012345&periodo=202605&unidad=0601"


def prose(words: int, start: int = 0) -> str:
    """So many words of invented Spanish prose, in sentences of some thirty words."""
    text = " ".join(_WORDS[(start + n) % len(_WORDS)] for n in range(words))
    return f"{text[:1].upper()}{text[1:]}."


@cache
def photo(number: int, across: int = 1600, down: int = 1200) -> bytes:
    """A JPEG with some tones and a number, so that two are never alike."""
    picture = Image.linear_gradient("L").resize((across, down)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((across * 0.1, down * 0.55, across * 0.5, down * 0.95), fill=(40 + number % 180, 90, 130))
    draw.ellipse((across * 0.6, down * 0.1, across * 0.9, down * 0.5), fill=(200, 160, 30 + number % 200))
    draw.text((across * 0.15, down * 0.6), str(number), fill="white", font_size=down // 4)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


_SHAPES = ((1600, 1200), (1200, 1600), (1600, 900), (640, 480), (2000, 420), (300, 1800))


def photos(many: int) -> tuple[tuple[FotoImpresa, ...], dict[str, bytes]]:
    """Of six shapes, with captions from short to long."""
    made = tuple(
        FotoImpresa(
            f"{n:064x}",
            prose((4, 12, 30)[n % 3], n),
            f"19/11/2026 10:42 · {coordenadas(Decimal('19.2435'), Decimal('-103.725'))}" if n % 2 else "",
        )
        for n in range(many)
    )
    return made, {one.sha256: photo(n % 6, *_SHAPES[n % 6]) for n, one in enumerate(made)}


def _cedula(doc: DocumentoCedula, jpegs: dict[str, bytes] | None = None) -> bytes:
    return componer_cedula(doc, textos=textos_cedula(), registro=b"{}", fotos=jpegs or {}).pdf()


def _cedula_items(many: int) -> bytes:
    bad = RespuestaImpresa(Signo.NO_CUMPLE, "3 de 25 con inconsistencia", ("12.0 %", "$48,210.50"))
    return _cedula(
        cedula(
            items=tuple(
                question(n, bad if n % 5 == 0 else None, nota=prose((0, 6, 25, 60)[n % 4], n) if n % 4 else "")
                for n in range(1, many + 1)
            )
        )
    )


def _cedula_rows(many: int) -> bytes:
    rows = tuple(case(n, nota=prose(n % 9, n) if n % 3 == 0 else "", numero=str(7 * n)) for n in range(many))
    draw = (("Método", "sorteo aleatorio simple sin reemplazo"), ("Semilla", "8c1f 22ab 91d0 7e55"))
    sample = MuestraImpresa(str(many), "3", "12.0 %", "$48,210.50", rows, draw)
    return _cedula(cedula(items=(question(1, muestra=sample),)))


def _cedula_photos(many: int, *, in_finding: bool = False) -> bytes:
    made, jpegs = photos(many)
    doc = cedula()
    if in_finding:
        doc = replace(doc, inconsistencias=(replace(doc.inconsistencias[0], fotos=made),))
    else:
        doc = replace(doc, items=(question(1, nota=prose(20), fotos=made), *doc.items[1:]))
    return _cedula(doc, jpegs)


def _cedula_pairs_of_photos() -> bytes:
    """Two photos in the cell of each question: rows as tall as photos."""
    made, jpegs = photos(24)
    items = tuple(question(n + 1, nota=prose(30, n), fotos=made[2 * n : 2 * n + 2]) for n in range(12))
    return _cedula(cedula(items=items), jpegs)


def _cedula_empty() -> bytes:
    nobody = Persona()
    return _cedula(
        cedula(
            items=(),
            inconsistencias=(),
            observaciones="",
            supervisores=(),
            atendio=nobody,
            titular=nobody,
            universo="",
            muestra="",
            fuente="",
            periodo_revisado="",
            fecha_corte="",
        )
    )


def _cedula_names() -> bytes:
    who = Persona(nombre=NAME, cargo=NAME)
    finding = cedula().inconsistencias[0]
    measures = tuple(replace(finding.medidas[0], responsable=NAME, texto=UNBROKEN) for _ in range(3))
    return _cedula(
        cedula(
            supervisores=(who, who),
            atendio=who,
            titular=who,
            unidad=NAME,
            fuente=UNBROKEN,
            items=(question(1, nota=UNBROKEN, evidencias=(UNBROKEN,)), question(2, nota=prose(140))),
            inconsistencias=(replace(finding, titulo=NAME, medidas=measures),),
        )
    )


def _cedula_words() -> bytes:
    finding = cedula().inconsistencias[0]
    return _cedula(
        cedula(
            items=(question(1, nota=prose(3000)), question(2)),
            observaciones=prose(3000, 5),
            inconsistencias=(replace(finding, descripcion=prose(3000, 9)),),
        )
    )


def _informe_items(many: int) -> bytes:
    numbered = tuple(
        item(
            prose(6 + n % 40, n),
            "numero",
            *(Bloque(texto=prose(5 + k, k), marcador=Marcador.LETRA) for k in range(n % 4)),
        )
        for n in range(many)
    )
    return informe_pdf(informe(actividades=numbered, resultados=tuple(item(prose(9, n)) for n in range(min(many, 60)))))


def _informe_names() -> bytes:
    two = Firmantes(cargo_comisionado=NAME, segunda=SegundaFirma(nombre=NAME, cargo=NAME))
    return informe_pdf(
        informe(comisionado=NAME, coordinador_normativo=NAME, adscripcion=NAME, objeto=UNBROKEN), firmantes=two
    )


def _acta(people: int, many: int, text: str = "", name: str = "Lucía Barragán Ortega") -> bytes:
    sides = ("Supervision", "Unidad", "Testigo")
    who = tuple(attendant(sides[n % 3], n // 3 + 1, name) for n in range(people))
    base = acta()
    return acta_pdf(
        acta(
            asistentes=who,
            firmantes=who,
            procesos=tuple(replace(base.procesos[0], codigo=f"CO-{n:02d}") for n in range(min(many, 60))),
            hallazgos=tuple(replace(base.hallazgos[0], titulo=prose(8 + n % 20, n)) for n in range(many)),
            medidas=tuple(replace(base.medidas[0], texto=prose(8 + n % 30, n)) for n in range(many)),
            verificados=tuple(replace(base.verificados[0], nota=prose(n % 12, n)) for n in range(many)),
            indicadores=tuple(indicator(f"IND-{n:02d}") for n in range(min(many, 30))),
            manifestaciones=text,
            acuerdos=text,
        )
    )


def _concentrado_words(names: str = "") -> bytes:
    who = Persona(nombre=names, cargo=names)
    more: dict[str, Any] = {"supervisores": (who,), "atendio": who, "titular": who} if names else {}
    one = ejemplo_concentrado.finding(
        2,
        titulo=names or prose(40),
        descripcion=prose(3000),
        causa=prose(400),
        medidas=(ejemplo_concentrado.measure(1, texto=prose(600), responsable=names or "Raúl Montaño Vega"),),
    )
    return concentrado_pdf(concentrado(2, hallazgos=(one, ejemplo_concentrado.finding()), **more))


def _seguimiento_words(names: str = "") -> bytes:
    who = Persona(nombre=names, cargo=names)
    more: dict[str, Any] = {"supervisores": (who,), "atendio": who, "titular": who} if names else {}
    one = ejemplo_seguimiento.finding(titulo=names or prose(40), hallado=prose(3000), nota=prose(500))
    return seguimiento_pdf(seguimiento(2, hallazgos=(one, ejemplo_seguimiento.finding(2)), **more))


def _programme(visits: int, words: str = "") -> bytes:
    """With ``words`` in everything that a person writes."""
    many = [programmed(n) for n in range(1, visits + 1)]
    if words:
        change = Reprogramacion(
            antes_inicio=many[0].inicio, antes_fin=many[0].fin, inicio=many[0].inicio, fin=many[0].fin,
            motivo=words[:4_000], cuando=AHORA,
        )  # fmt: skip
        team = (Persona(nombre=words[:200]),)
        unit = con(many[0].unidad, subdelegacion_nombre=words[:200])
        reasons = (Razon(clase="abiertas", puntos=3, texto=words[:300]),)
        many = [con(v, equipo=team, unidad=unit, razones=reasons, reprogramaciones=(change,)) for v in many]
    return programme_pdf(programme(*many))


def _asm_words(names: str = "") -> bytes:
    signers = tuple(FirmanteAsm(nombre=names or "Lucía", cargo=names, como="Elaboró") for _ in range(3))
    rows = (row(1, aspecto=prose(900), areas=(names or "Área",)), row(2, actividades=(prose(60), prose(500), prose(9))))
    return asm_pdf(table(2, aspectos=(*rows, row(3)), firmantes=signers, programa=names or prose(20), avances=True))


def _turnado_words(names: str = "") -> bytes:
    one = ejemplo_turnado.finding(3, titulo=names or prose(40), descripcion=prose(3000))
    who = (Persona(nombre=names, cargo=names),) if names else turnado().supervisores
    return turnado_pdf(turnado(hallazgos=(one, ejemplo_turnado.finding(2)), supervisores=who))


def _expediente_photos(many: int) -> bytes:
    made, jpegs = photos(many)
    return expediente_pdf(many + 3, made, jpegs)


ITEMS: Sequence[int] = (1, 2, 9, 40, 1000)
EXTREMOS: dict[str, Callable[[], bytes]] = {
    **{f"cedula-{n}-puntos": lambda n=n: _cedula_items(n) for n in ITEMS},  # type: ignore[misc]
    **{f"cedula-{n}-renglones": lambda n=n: _cedula_rows(n) for n in ITEMS},  # type: ignore[misc]
    **{f"cedula-{n}-fotos": lambda n=n: _cedula_photos(n) for n in (1, 2, 3, 10, 60, 300)},  # type: ignore[misc]
    "cedula-fotos-del-hallazgo": lambda: _cedula_photos(8, in_finding=True),
    "cedula-fotos-en-celdas": _cedula_pairs_of_photos,
    "cedula-vacia": _cedula_empty,
    "cedula-nombres": _cedula_names,
    "cedula-palabras": _cedula_words,
    **{f"informe-{n}-actividades": lambda n=n: _informe_items(n) for n in ITEMS},  # type: ignore[misc]
    "informe-vacio": lambda: informe_pdf(informe(conclusiones=(), resultados=(), contribuciones=())),
    "informe-nombres": _informe_names,
    "informe-palabras": lambda: informe_pdf(informe(conclusiones=(paragraph(prose(3000)),))),
    **{f"acta-{n}": lambda n=n: _acta(2 + n % 5, n, prose(60)) for n in (1, 2, 9, 40, 200)},  # type: ignore[misc]
    "acta-nombres": lambda: _acta(7, 2, UNBROKEN, NAME),
    "acta-palabras": lambda: _acta(3, 2, "\n\n".join(prose(1000, n) for n in range(3))),
    "acta-vacia": lambda: _acta(2, 0),
    **{f"concentrado-{n}": lambda n=n: concentrado_pdf(concentrado(n)) for n in (0, 1, 2, 40)},  # type: ignore[misc]
    "concentrado-palabras": _concentrado_words,
    "concentrado-nombres": lambda: _concentrado_words(NAME),
    **{f"seguimiento-{n}": lambda n=n: seguimiento_pdf(seguimiento(n, n)) for n in (1, 2, 40)},  # type: ignore[misc]
    "seguimiento-palabras": _seguimiento_words,
    "seguimiento-nombres": lambda: _seguimiento_words(NAME),
    **{f"asm-{n}": lambda n=n: asm_pdf(table(n, firmantes=SIGNERS)) for n in (1, 2, 8, 60, 300)},  # type: ignore[misc]
    "asm-avances": lambda: asm_pdf(table(40, avances=True, aspectos=tuple(row(n, avance=n) for n in range(40)))),
    "asm-palabras": _asm_words,
    "asm-nombres": lambda: _asm_words(NAME),
    **{f"programa-{n}": lambda n=n: _programme(n) for n in (0, 1, 2, 40)},  # type: ignore[misc]
    "programa-palabras": lambda: _programme(6, prose(300)),
    "programa-nombres": lambda: _programme(6, NAME),
    **{f"turnado-{n}": lambda n=n: turnado_pdf(turnado(n, n)) for n in (1, 2, 40)},  # type: ignore[misc]
    "turnado-sin-evidencia": lambda: turnado_pdf(turnado(1, 0, verificaciones=())),
    "turnado-palabras": _turnado_words,
    "turnado-nombres": lambda: _turnado_words(NAME),
    **{f"expediente-{n}-fotos": lambda n=n: _expediente_photos(n) for n in (0, 1, 5, 60)},  # type: ignore[misc]
    "expediente-nombres": lambda: expediente_pdf(
        supervisores=(Persona(nombre=NAME, cargo=NAME),), titular=Persona(nombre=NAME, cargo=NAME), unidad=NAME
    ),
}

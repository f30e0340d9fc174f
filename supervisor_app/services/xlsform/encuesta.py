"""The sheet survey, row by row: groups become headings, repeats become muestras, the rest questions.

What a group or repeat is asked for is added to what each of its questions is. It must never drop a row in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from supervisor_app.domain.cedula.definition import Kind
from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.bruto import ParteBruta, PreguntaBruta
from supervisor_app.services.xlsform.encabezados import Renglon, Tabla
from supervisor_app.services.xlsform.partes import leer_parte, opcional, relevancia
from supervisor_app.services.xlsform.problemas import Hallados, Lugar
from supervisor_app.services.xlsform.tipos import Tipo, leer_tipo

_CUENTAS: Final = frozenset(sufijo for sufijo, _, _ in c.CONTEOS)
_FIJAS: Final = frozenset(sufijo for sufijo, _, _ in c.FIJAS)
_DE_SIEMPRE: Final = {sufijo: etiqueta for sufijo, _, etiqueta in (*c.CONTEOS, *c.FIJAS)}
_EN_GRUPO: Final = ("constraint", "calculation", "default", "choice_filter")


@dataclass
class _Abierto:
    """A group or repeat whose end was not read yet."""

    control: str
    nombre: str
    renglon: Renglon
    apartado: str = ""
    relevantes: list[tuple[str, Lugar]] = field(default_factory=list)
    muestra: PreguntaBruta | None = None


class Encuesta:
    """Reads the rows; ``preguntas`` in their order, ``nombres`` with the place of every name."""

    def __init__(self, listas: dict[str, tuple[str, ...]], hallados: Hallados) -> None:
        self._listas = listas
        self._hallados = hallados
        self._pila: list[_Abierto] = []
        self._notas: list[tuple[str, Renglon]] = []
        self.preguntas: list[PreguntaBruta] = []
        self.nombres: dict[str, Lugar] = {}

    def leer(self, tabla: Tabla) -> None:
        for renglon in tabla:
            self._renglon(renglon)
        for abierto in self._pila:
            fin = abierto.control.replace("begin", "end")
            self._hallados.mal(abierto.renglon.lugar("type"), f"Falta el «{fin}» que cierra «{abierto.nombre}».")
        self._notas_sueltas()

    # --- rows -----------------------------------------------------------------------------------------------------

    def _renglon(self, renglon: Renglon) -> None:
        if not renglon["type"]:
            if renglon["name"] or renglon["label"]:
                self._hallados.mal(renglon.lugar("type"), "Falta el tipo de la pregunta.")
            else:
                self._hallados.avisar(renglon.lugar(), "La fila no tiene tipo, nombre ni texto; no se leyó.")
            return
        tipo = leer_tipo(renglon["type"])
        if tipo.problema:
            self._hallados.mal(renglon.lugar("type"), tipo.problema)
            self._nombrar(renglon)
        elif tipo.base.startswith("end_"):
            self._cerrar(tipo.base, renglon)
        elif tipo.base == "metadato":
            self._nombrar(renglon)
            self._hallados.avisar(
                renglon.lugar("type"),
                f"«{renglon['type'][:30]}» no se leyó: la visita ya guarda quién, cuándo y dónde.",
            )
        elif tipo.base == "note":
            self._notas.append((renglon["label"] or renglon["hint"], renglon))
        elif tipo.base.startswith("begin_"):
            self._abrir(tipo.base, renglon)
        else:
            self._pregunta(tipo, renglon)

    def _nombrar(self, renglon: Renglon) -> bool:
        """Whether the row has a name of its own, as pyxform wants them."""
        nombre = renglon["name"]
        if not nombre:
            self._hallados.mal(renglon.lugar("name"), "Falta el nombre; escriba uno sin espacios ni acentos.")
            return False
        if not all(signo.isalnum() or signo in "_-." for signo in nombre) or nombre[0].isdigit():
            self._hallados.mal(
                renglon.lugar("name"),
                f"«{nombre[:40]}» no sirve de nombre: use letras, números, guion o guion bajo, sin espacios, y empiece "
                "con letra.",
            )
            return False
        if nombre in self.nombres:
            self._hallados.mal(renglon.lugar("name"), f"El nombre «{nombre}» ya lo tiene la {self.nombres[nombre]}.")
            return False
        self.nombres[nombre] = renglon.lugar("name")
        return True

    # --- groups and repeats ---------------------------------------------------------------------------------------

    def _abrir(self, control: str, renglon: Renglon) -> None:
        self._nombrar(renglon)
        for columna in _EN_GRUPO:
            if renglon[columna]:
                self._hallados.mal(renglon.lugar(columna), "Va en una pregunta, no en el grupo; muévalo o quítelo.")
        abierto = _Abierto(control, renglon["name"], renglon)
        dentro = self._muestra_abierta()
        if control == "begin_repeat" and self._en_filas():
            self._hallados.mal(renglon.lugar("type"), "Una repetición no puede ir dentro de otra; sepárelas.")
        if control == "begin_repeat" and dentro is not None and not dentro.filas:
            abierto.muestra = dentro
            dentro.filas = renglon["name"]
            if renglon["relevant"]:
                self._hallados.mal(renglon.lugar("relevant"), "Va en el begin_group de la muestra; muévalo.")
        elif control == "begin_repeat":
            abierto.muestra = self._agregar_muestra(renglon, propia=False)
        elif renglon[c.TIPO] == Kind.MUESTRA.value:
            abierto.muestra = self._agregar_muestra(renglon, propia=True)
        else:
            abierto.relevantes = relevancia(renglon)
            abierto.apartado = renglon["label"]
        self._pila.append(abierto)

    def _cerrar(self, control: str, renglon: Renglon) -> None:
        if not self._pila or self._pila[-1].control[6:] != control[4:]:
            self._hallados.mal(
                renglon.lugar("type"), f"Este «{control}» no cierra nada; revise el orden de los grupos."
            )
            return
        abierto = self._pila.pop()
        if renglon["name"] and abierto.nombre and renglon["name"] != abierto.nombre:
            self._hallados.avisar(
                renglon.lugar("name"), f"Dice «{renglon['name'][:40]}», pero cierra «{abierto.nombre[:40]}»."
            )

    def _muestra_abierta(self) -> PreguntaBruta | None:
        return next((a.muestra for a in reversed(self._pila) if a.muestra is not None), None)

    def _en_filas(self) -> bool:
        return any(a.control == "begin_repeat" for a in self._pila)

    def _agregar_muestra(self, renglon: Renglon, *, propia: bool) -> PreguntaBruta:
        if renglon[c.TIPO] not in ("", Kind.MUESTRA.value):
            self._hallados.mal(
                renglon.lugar(c.TIPO), "Una repetición es una muestra; escriba «muestra» o déjelo vacío."
            )
        pregunta = leer_parte(renglon, Tipo("", Kind.MUESTRA), self._listas, self._hallados, PreguntaBruta)
        pregunta.propia = propia
        if not propia:
            pregunta.filas = renglon["name"]
            pregunta.opcional = True
        self._anadir(pregunta)
        return pregunta

    # --- questions ------------------------------------------------------------------------------------------------

    def _pregunta(self, tipo: Tipo, renglon: Renglon) -> None:
        nombrada = self._nombrar(renglon)
        muestra = self._muestra_abierta()
        if muestra is None:
            self._anadir(leer_parte(renglon, tipo, self._listas, self._hallados, PreguntaBruta))
            return
        sufijo = renglon["name"].removeprefix(f"{muestra.nombre}_") if muestra.propia else ""
        if self._en_filas():
            if sufijo in _FIJAS:
                self._de_siempre(renglon, sufijo)
            elif nombrada:
                columna = leer_parte(renglon, tipo, self._listas, self._hallados, ParteBruta)
                columna.relevantes = [*self._de_grupos(dentro_de_filas=True), *columna.relevantes]
                muestra.columnas.append(columna)
        elif sufijo in _CUENTAS:
            self._de_siempre(renglon, sufijo)
            if sufijo == "revisados":
                muestra.opcional = opcional(renglon, self._hallados)
        else:
            self._hallados.mal(
                renglon.lugar("type"),
                f"Dentro de la muestra «{muestra.nombre}» sólo van sus cuentas y su begin_repeat; mueva la pregunta "
                "después de su end_group, o al begin_repeat si es un dato de cada caso.",
            )

    def _de_siempre(self, renglon: Renglon, sufijo: str) -> None:
        """A count or fixed column, which every muestra has anyway: tell what was written to change it."""
        etiqueta = _DE_SIEMPRE[sufijo]
        for columna in ("label", "hint", "relevant", "constraint", *_EN_GRUPO[1:]):
            esperado = etiqueta if columna == "label" else ""
            if columna == "constraint" and sufijo == "con_inconsistencia":
                continue
            if renglon[columna] != esperado:
                self._hallados.avisar(renglon.lugar(columna), "No se leyó: esta fila es igual en toda muestra.")

    def _anadir(self, pregunta: PreguntaBruta) -> None:
        pregunta.relevantes = [*self._de_grupos(dentro_de_filas=False), *pregunta.relevantes]
        apartados = [a for a in self._pila if a.apartado]
        if apartados:
            pregunta.apartado = " · ".join(a.apartado for a in apartados)
            pregunta.lugares["apartado"] = apartados[-1].renglon.lugar("label")
        if self._notas:
            self._hallados.avisar(
                self._notas[0][1].lugar(), f"La nota quedó en la ayuda de la pregunta «{pregunta.nombre[:40]}»."
            )
            for _, nota in self._notas:
                if nota["relevant"]:
                    self._hallados.avisar(nota.lugar("relevant"), "No se leyó: la ayuda se muestra siempre.")
            textos = [texto for texto, _ in self._notas if texto]
            ayuda = pregunta.textos.get("ayuda", "")
            pregunta.textos["ayuda"] = " ".join([*textos, ayuda]).strip()
            pregunta.lugares["ayuda"] = self._notas[0][1].lugar("label")
            self._notas = []
        self.preguntas.append(pregunta)

    def _de_grupos(self, *, dentro_de_filas: bool) -> list[tuple[str, Lugar]]:
        """What the open groups are asked for: those inside the repeat for its columns, those outside for questions."""
        corte = next((i for i, a in enumerate(self._pila) if a.control == "begin_repeat"), len(self._pila))
        grupos = self._pila[corte + 1 :] if dentro_de_filas else self._pila[:corte]
        return [relevante for grupo in grupos for relevante in grupo.relevantes]

    def _notas_sueltas(self) -> None:
        for _, renglon in self._notas:
            self._hallados.avisar(renglon.lugar(), "La nota no tiene pregunta después; no se leyó.")

"""All keys by place. Must never name a key that does nothing: the tests compare it with the hints of the screens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.pill import KeyCap
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.paginas.teclado import KEYS
from supervisor_app.ui.pantalla import Screen

Group = tuple[str, tuple[Hint, ...]]

EVERYWHERE: Group = (
    "En todas partes",
    (
        ("Ctrl+F", "Buscar en todas las visitas"),
        ("Ctrl+N", "Visita nueva"),
        ("Ctrl+B", "Bloquear la ventana, si los datos están cifrados"),
        ("Alt+1", "Inicio"),
        ("Alt+2", "La visita abierta"),
        ("Alt+3", "Ajustes"),
        ("Alt+5", "Oficina, para quien la lleva"),
        ("Alt+6", "Programa de visitas"),
        ("Alt+7", "Seguimiento de inconsistencias y medidas"),
        ("F7", "Verificar un documento o una hoja impresa"),
        ("F10", "Sincronización con la oficina"),
        ("F12", "Papelera"),
        ("Ctrl++", "Texto más grande"),
        ("Ctrl+-", "Texto más pequeño"),
        ("Ctrl+0", "Texto de tamaño normal"),
        ("Tab", "Campo siguiente; con Mayús, el anterior"),
        ("F1", "Esta página"),
        ("Esc", "Cerrar el aviso o la lista; volver"),
    ),
)
VISIT: Group = (
    "En la visita",
    (
        ("Ctrl+AvPág", "Paso siguiente"),
        ("Ctrl+RePág", "Paso anterior"),
        ("F8", "Ir a lo que impide cerrar; con Mayús, al anterior"),
        ("Ctrl+J", "Frase frecuente, en textos de varios renglones"),
        ("Alt+J", "Siguiente hueco de la frase"),
        ("Ctrl+Mayús+J", "Guardar el texto como frase frecuente"),
        ("Ctrl+Mayús+L", "Limpiar texto pegado"),
        ("Ctrl+Z", "Deshacer, también lo de ayer"),
        ("Ctrl+Y", "Rehacer"),
        ("F6", "Ir al panel o a la vista previa, y volver"),
    ),
)
START: Group = (
    "Inicio y Buscar",
    (
        ("Enter", "Continuar la visita; abrir lo encontrado"),
        ("↑ ↓", "Recorrer la lista"),
    ),
)
FIELDS: Group = (
    "Fechas, listas y sugerencias",
    (
        ("Alt+↓", "Abrir el calendario"),
        ("↓", "Ver lo que puede elegir"),
        ("Enter", "Tomar lo marcado"),
        ("Esc", "Cerrar sin tomar nada"),
    ),
)
PREPARATION: Group = (
    "Preparación",
    (
        ("Ctrl+L", "Buscar una cédula"),
        ("Espacio", "Marcar o desmarcar la cédula"),
        ("Ctrl+Enter", "Ir a las cédulas"),
    ),
)
PEOPLE: Group = (
    "Equipo y firmantes",
    (
        ("Enter", "Agregar otra persona"),
        ("Alt+↑", "Subir a la persona"),
        ("Alt+↓", "Bajar a la persona"),
        ("Ctrl+Supr", "Quitar a la persona"),
    ),
)
CEDULAS: Group = (
    "Cédulas",
    (
        ("1", "Cumple"),
        ("2", "Parcial"),
        ("3", "No cumple"),
        ("4", "No aplica"),
        ("1 … 9", "En una lista, la opción de ese lugar"),
        ("Alt+4", "No aplica, desde un campo"),
        ("N", "Siguiente sin contestar"),
        ("Alt+N", "Lo mismo, desde un campo"),
        ("Supr", "Borrar la respuesta"),
        ("Ctrl+E", "Evidencia"),
        ("Ctrl+Mayús+E", "Evidencia: una carpeta entera"),
        ("Ctrl+I", "Inconsistencia de la respuesta"),
        ("F3", "Copiar la respuesta de la visita anterior"),
        ("F4", "Nota"),
        ("Ctrl+↓", "Cédula siguiente"),
        ("Ctrl+↑", "Cédula anterior"),
    ),
)
SAMPLES: Group = (
    "Renglones de muestra",
    (
        ("Ins", "Agregar un renglón"),
        ("Espacio", "Con o sin inconsistencia"),
        ("Ctrl+V", "Pegar de Excel"),
        ("F9", "Sortear los renglones de un universo"),
        ("Ctrl+D", "Duplicar"),
        ("Supr", "Borrar"),
        ("Esc", "Salir de los renglones"),
    ),
)
EVIDENCE: Group = (
    "Evidencia en grande",
    (
        ("Enter", "Verla; otra vez, abrirla con otro programa"),
        ("↑ ↓", "Otro archivo"),
        ("+ -", "Acercar y alejar; con 0, entera"),
        ("Alt+↑ ↓", "Cambiar de lugar"),
        ("Supr", "Quitar; al dibujar, la última marca"),
        ("F2", "Dibujar o tachar"),
        ("1 2 3 4", "Flecha, cuadro, texto, tachar"),
        ("← ↑ → ↓", "Llevar la cruz; con Ctrl, fino"),
        ("Ctrl+S", "Guardar lo dibujado"),
        ("Esc", "Descartar; volver"),
    ),
)
FINDINGS: Group = (
    "Inconsistencias y medidas",
    (
        ("N", "Siguiente sin medida"),
        ("Alt+N", "Lo mismo, desde un campo"),
        ("Alt+↑ ↓", "Inconsistencia anterior y siguiente"),
        ("Ctrl+M", "Medida nueva"),
        ("Ctrl+D", "Duplicar la medida"),
        ("Ctrl+Supr", "Quitar la medida"),
        ("Ctrl+Mayús+P", "Avance y prórroga de la medida"),
        ("Ctrl+J", "Frase frecuente"),
        ("Ctrl+Mayús+I", "Inconsistencia libre"),
        ("1 2 3", "Verificar un hallazgo anterior"),
        ("Ctrl+E", "Evidencia de la inconsistencia, la medida o el hallazgo"),
    ),
)
REPORT: Group = (
    "Informe de la comisión",
    (
        ("Enter", "Renglón nuevo"),
        ("Tab", "Bajar de nivel; con Mayús, subir"),
        ("Alt+↑ ↓", "Mover el renglón"),
        ("Ctrl+J", "Frase frecuente"),
        ("Ctrl+Enter", "Sección siguiente"),
        ("Ctrl+Tab", "Indicadores, acta de cierre; volver al informe"),
        ("Ctrl+Mayús+V", "Pegar indicadores de Excel"),
        ("Ctrl+P", "Imprimir"),
        ("RePág AvPág", "Recorrer las páginas"),
        ("+ -", "Tamaño de la página"),
    ),
)
VERIFY: Group = (
    "Verificar",
    (
        ("Enter", "Elegir el archivo; cotejar la huella"),
        ("Ctrl+V", "Pegar archivo, imagen o huella"),
        ("RePág AvPág", "Recorrer"),
    ),
)
SUPPORT: Group = (
    "Ayuda a soporte",
    (
        ("Enter", "Siguiente lugar con esas palabras"),
        ("Ctrl+S", "Guardar en un archivo"),
        ("Esc", "Volver"),
    ),
)
BACKUPS: Group = (
    "Respaldos",
    (
        ("Ctrl+R", "Respaldar ahora"),
        ("Enter", "Comparar el respaldo con lo de hoy"),
        ("Esc", "Cancelar; volver"),
    ),
)
SYNC: Group = (
    "Sincronización",
    (
        ("Ctrl+R", "Sincronizar ahora"),
        ("Enter", "Abrir la visita del renglón"),
        ("Esc", "Cancelar; volver"),
    ),
)
BIN: Group = (
    "Papelera",
    (
        ("Enter", "Restaurar"),
        ("Supr", "Borrar la visita para siempre…"),
        ("Esc", "Conservar; volver"),
    ),
)
PAGES: Group = ("Páginas a la vista", KEYS)
DOCUMENTS: Group = (
    "Documentos y firma",
    (
        ("↑ ↓", "Elegir el documento"),
        ("Enter", "Emitir o firmar"),
        ("Ctrl+Mayús+F", "Firmar los listos"),
        ("Ctrl+P", "Imprimir"),
        ("Ctrl+O", "Abrir con otro programa"),
        ("Ctrl+T", "Versión pública"),
        ("Ctrl+S", "Guardar la versión pública"),
        ("Ctrl+Enter", "Cerrar la visita"),
    ),
)
OFFICE: Group = (
    "Oficina",
    (
        ("Ctrl+R", "Atender el buzón"),
        ("Ctrl+E", "Exportar lo que se ve"),
        ("Ctrl+T", "Resumen ejecutivo para el titular"),
        ("Ctrl+Mayús+E", "Exportar todo, transparencia y versiones públicas"),
        ("Ctrl+U", "Publicar a los equipos; otra vez, publicar todo"),
        ("↑ ↓ ← →", "Recorrer el mapa; ← → los meses y las cifras"),
        ("Enter", "Ver de qué se compone el número"),
    ),
)
FOLLOW_UP: Group = (
    "Seguimiento",
    (
        ("Enter", "Abrir la inconsistencia del renglón"),
        ("1 2 3", "Solventar, devolver, no solventada"),
        ("Ctrl+E", "Recibir evidencia; en la lista, exportarla"),
        ("Ctrl+Mayús+P", "Prórroga"),
        ("Ctrl+Mayús+A", "Avance"),
        ("F4", "Nota"),
        ("Ctrl+Enter", "Registrar lo escrito"),
        ("Alt+↑ ↓", "Anterior y siguiente"),
        ("Ctrl+Mayús+O", "Observación nueva"),
        ("F2", "Corregir la observación"),
        ("Ctrl+P", "Cédula de seguimiento de la unidad"),
        ("Ctrl+M", "Agregar una medida a la observación"),
        ("Ctrl+Mayús+N", "Sesión de capacitación nueva"),
    ),
)
PROGRAMME: Group = (
    "Programa de visitas",
    (
        ("↑ ↓ ← →", "Recorrer los días, los meses o la lista"),
        ("← →", "Recorrer los meses, en Cumplimiento"),
        ("Tab", "Del día a sus visitas"),
        ("Enter", "Abrir la visita; en un día sin ella, programarla"),
        ("Inicio", "El día de hoy"),
        ("RePág AvPág", "Otro mes"),
        ("Ins", "Programar una visita"),
        ("Ctrl+S", "Guardar; aceptar lo marcado"),
        ("Ctrl+Enter", "Proponer por riesgo"),
        ("Ctrl+E", "Exportar"),
    ),
)
ASM: Group = (
    "Tablas de ASM",
    (
        ("Ins", "Tabla nueva; renglón nuevo"),
        ("Ctrl+↓ ↑", "Renglón siguiente, anterior"),
        ("Ctrl+D", "Duplicar la tabla o el renglón"),
        ("Alt+↑ ↓", "Mover el renglón"),
        ("Ctrl+Supr", "Quitar el renglón; en la lista, Supr la tabla"),
        ("Ctrl+Mayús+L", "Limpiar texto pegado: el campo o el renglón"),
        ("Ctrl+Mayús+V", "Pegar una tabla entera"),
        ("F6", "Lista de renglones, y volver"),
        ("Ctrl+P", "Vista previa y PDF; allí, imprimir"),
        ("Ctrl+E", "Exportar a Excel, CSV o JSON"),
        ("Ctrl+Z", "Deshacer, también lo de ayer"),
    ),
)
COLUMNS: tuple[tuple[Group, ...], ...] = (
    (EVERYWHERE, VISIT, START, FIELDS, VERIFY, SUPPORT, BACKUPS, BIN, OFFICE),
    (CEDULAS, SAMPLES, EVIDENCE, PREPARATION, PROGRAMME),
    (FINDINGS, FOLLOW_UP, REPORT, DOCUMENTS, PAGES, PEOPLE, SYNC, ASM),
)


def named() -> frozenset[str]:
    """Every key or chord that the page names."""
    return frozenset(keys for column in COLUMNS for _, hints in column for keys, _ in hints)


class TeclasScreen(Screen):
    """The keys in columns of cards, by place. Esc goes back."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        columns = [_column([_card(title, hints) for title, hints in column]) for column in COLUMNS]
        area = ScrollColumn(name="Todas las teclas")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.add(Reflow(columns, under=900, stacked_gap=SPACE_4))
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def enter(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; the arrows and pages scroll."""
        if event.key() == Qt.Key.Key_Escape:
            self.wants.emit("atras", "")
            return
        bar = self._area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        if Qt.Key(event.key()) not in steps:
            super().keyPressEvent(event)
            return
        bar.setValue(bar.value() + steps[Qt.Key(event.key())])

    def hints(self) -> Sequence[Hint]:
        return (("Esc", "Volver"),)


def _card(title: str, hints: Sequence[Hint]) -> Card:
    card = Card(title)
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_3)
    grid.setVerticalSpacing(SPACE_2)
    grid.setColumnStretch(1, 1)
    for row, (keys, words) in enumerate(hints):
        grid.addWidget(KeyCap(keys), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        label = WrapLabel(words, "body")
        label.setAccessibleName(f"{keys}: {words}")
        grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(grid)
    return card


def _column(cards: Sequence[QWidget]) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_4)
    for card in cards:
        layout.addWidget(card)
    return column

"""A small form around one hostile expression, asked in every place where an author may write one."""

from __future__ import annotations

from supervisor_app.domain.logica.forma import Forma, Lista, Opcion, Pregunta, Repeticion, Restriccion
from supervisor_app.domain.logica.reglas import FormaCompilada, compilar_forma


def forma_con(expresion: str) -> FormaCompilada:
    """Raises FormaIncorrecta where it cannot be used."""
    return compilar_forma(
        Forma(
            (
                Pregunta("a"),
                Pregunta("t", restricciones=(Restriccion(expresion, "No cumple."),)),
                Pregunta("f", lista="l", filtro=expresion),
                Repeticion("r", (Pregunta("m"), Pregunta("c", calculo=expresion, relevante=expresion))),
                Pregunta("x", calculo=expresion, inicial=expresion),
            ),
            (Lista("l", (Opcion("si", "Sí", {"region": "oeste"}), Opcion("no", "No", {"region": "sur"}))),),
        )
    )

"""What the place says of what waits, of a failure that is tried again, and of this laptop. Pure."""

from __future__ import annotations

from datetime import datetime

from supervisor_app.domain.texto import cuantos, fecha_hora
from supervisor_app.services.sincronia.verbos import EstadoEquipo, Etapa, Resultado, Vida
from supervisor_app.ui.lugares.sincronizacion.estado import Estado

ESPERAS = (1, 2, 5, 15, 60)
"""Minutes until the next attempt, after each failure in a row; then the last one again."""
Dicho = tuple[str, str, str]
"""Words, icon and ink."""

SIGNOS: dict[Etapa, tuple[str, str]] = {
    Etapa.CERRADA: ("clock", "warn"),
    Etapa.ANUNCIADA: ("clock", "warn"),
    Etapa.ENVIADA: ("send", "accent"),
    Etapa.ACUSADA: ("circle-check", "ok"),
    Etapa.APARTADA: ("circle-x", "bad"),
    Etapa.RETIRADA: ("circle-minus", "na"),
}
"""Icon and ink of how far a package is."""


def espera(fallas: int) -> int:
    """Minutes to wait after that many failures in a row."""
    return ESPERAS[min(fallas, len(ESPERAS)) - 1]


def titular(e: Estado) -> Dicho:
    """The one glance."""
    if e.esperan:
        return f"{cuantos(e.esperan, 'visita por enviar', 'visitas por enviar')}", "clock", "warn"
    if e.apartadas:
        return f"La oficina apartó {cuantos(e.apartadas, 'visita', 'visitas')}", "triangle-alert", "warn"
    if not e.vidas:
        return "Nada espera", "circle-check", "na"
    return "Todo está enviado", "circle-check", "ok"


def detalle(e: Estado) -> str:
    """What stands under it."""
    if not e.direccion:
        return "Falta decir dónde está el buzón de la oficina. Escríbalo abajo, en «Buzón de la oficina»."
    partes = []
    if not e.vidas:
        partes.append("Cuando cierre una visita, aquí verá si ya se envió y si la oficina la recibió.")
    if e.sin_acuse:
        partes.append(f"{cuantos(e.sin_acuse, 'visita espera', 'visitas esperan')} el acuse de la oficina.")
    if any(f.por_confirmar for f in e.recibido):
        partes.append("La oficina envió autoridades que usted debe confirmar, abajo.")
    partes.append(
        f"Última sincronización: {fecha_hora(e.visto)}." if e.visto else "Todavía no se ha sincronizado este equipo."
    )
    return " ".join(partes)


def hecho(r: Resultado) -> Dicho:
    """What a synchronisation that ended well did, in one sentence."""
    partes = []
    if r.enviados:
        partes.append(f"se {_plural(r.enviados, 'envió', 'enviaron')} {cuantos(r.enviados, 'paquete', 'paquetes')}")
    if r.recibidos:
        llegaron = _plural(r.recibidos, "llegó", "llegaron")
        partes.append(f"{llegaron} {cuantos(r.recibidos, 'aviso', 'avisos')} de la oficina")
    frase = " y ".join(partes)
    texto = f"{frase[:1].upper()}{frase[1:]}." if frase else "Sin novedad: no había nada que enviar ni que recibir."
    if r.avisos:
        return f"{texto} {' '.join(r.avisos)}", "triangle-alert", "warn"
    return texto, "circle-check", "ok"


def otra_vez(frase: str, cuando: datetime) -> str:
    """A failure that is tried again by itself."""
    return f"{frase} Se intentará de nuevo a las {cuando:%H:%M}, mientras la ventana esté abierta."


def _plural(n: int, uno: str, varios: str) -> str:
    return uno if n == 1 else varios


def situacion(e: Estado) -> Dicho:
    """How this laptop stands with the office."""
    if e.situacion is EstadoEquipo.INSCRITO:
        return "Este equipo está inscrito en la oficina.", "shield-check", "ok"
    if e.situacion is EstadoEquipo.DE_BAJA:
        motivo = f": {e.motivo}" if e.motivo else ""
        return (
            f"La oficina dio de baja este equipo{motivo}. Lo que envíe no cuenta; llame a su oficina.",
            "circle-x",
            "bad",
        )
    return (
        "Por inscribir: llame a su oficina y lea estas palabras en voz alta. Mientras tanto puede enviar; la oficina "
        "lo guarda y acusará recibo cuando lo inscriba.",
        "user-plus",
        "warn",
    )


def pasos(v: Vida) -> tuple[tuple[str, datetime | None], ...]:
    """The stops of a line of life: the sign of each and when it was reached; None where it was not."""
    sent = v.enviada is not None or v.etapa in (Etapa.ENVIADA, Etapa.ACUSADA, Etapa.APARTADA)
    enviada = "circle-check" if sent else "circle-dashed"
    final = {Etapa.ACUSADA: "circle-check", Etapa.APARTADA: "circle-x", Etapa.RETIRADA: "circle-minus"}
    return (
        ("circle-check", v.cerrada),
        (enviada, v.enviada),
        (final.get(v.etapa, "circle-dashed"), v.acusada),
    )

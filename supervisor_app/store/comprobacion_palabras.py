"""What an entry of a history is called where it is told that it is not as it was written. It must never judge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from supervisor_app.domain.cadena import Asiento
from supervisor_app.domain.texto import fecha_hora

_PARTES: Final[Mapping[str, str]] = {
    "cuando": "la fecha u hora",
    "quien": "el nombre de quien la hizo",
    "que": "lo que dice que se hizo",
    "clase": "si se hizo, se deshizo o se rehízo",
    "copia": "lo que trajo la copia que se unió",
}
_REGISTROS: Final[Mapping[str, str]] = {
    "visita": "los datos de la visita",
    "fijada": "la definición de la cédula {codigo}",
    "aplicada": "los datos de la cédula {codigo}",
    "respuesta": "la respuesta {item_id}",
    "fila": "el renglón «{referencia}» de {item_id}",
    "evidencia": "la evidencia «{nombre}»",
    "inconsistencia": "la inconsistencia {numero}",
    "medida": "la medida «{texto}»",
    "verificacion": "la verificación de un hallazgo de {folio}",
    "muestreo": "el sorteo de {item_id}",
    "sin_lugar": "la respuesta sin lugar {item_id}",
    "indicador": "el indicador {codigo}",
    "acta": "el acta de cierre",
    "informe": "el borrador del informe",
    "choque": "lo que difiere entre dos copias",
}
_ARCHIVOS: Final[Mapping[str, str]] = {
    "emision": "el archivo emitido de",
    "dibujada": "la firma dibujada de {firmante} en",
    "efirma": "la e.firma de {firmante} en",
    "tinta": "la preparación para firma autógrafa de",
    "escaneo": "el escaneo firmado de",
    "sello": "el sello de tiempo de",
}
_LARGO: Final = 60


def momento(texto: object) -> str:
    """``12/06/2026 10:00``; as it is where it is no moment."""
    try:
        return fecha_hora(datetime.fromisoformat(str(texto)))
    except ValueError:
        return f"«{texto}»"


def operacion(numero: str, p: Mapping[str, Any]) -> str:
    """«la operación 12, «Contestó CO-02-03», de Lucía Ñandú, 12/06/2026 10:00»."""
    antes = {"deshacer": "Deshizo: ", "rehacer": "Rehízo: "}.get(p["clase"][0], "")
    return (
        f"la operación {numero}, «{antes}{p['que']}», de {p['quien'] or 'alguien sin nombre'}, {momento(p['cuando'])}"
    )


def archivo(p: Mapping[str, Any], de_que: str) -> str:
    """«la e.firma de Lucía Ñandú en «Cédula CO-02», versión 1»."""
    como = _ARCHIVOS.get(p["metodo"], "un archivo de").replace("{firmante}", p["firmante"] or "alguien")
    return f"{como} {de_que}"


def documento(titulo: object, version: object) -> str:
    return f"«{titulo}», versión {version}"


def otro(de: str, cual: str) -> str:
    """A package or a delivery, by its key."""
    revision, _, destino = cual.partition("/")
    return {
        "paquete": f"el paquete de la revisión {revision}",
        "turnado": f"el paquete del turnado, revisión {revision}",
        "entrega": f"la entrega de la revisión {revision} en «{destino}»",
        "entrega_turnado": f"la entrega del turnado, revisión {revision}, en «{destino}»",
    }.get(de, f"un asiento de «{de}»")


def parte(nombre: str) -> str:
    """What was changed of an entry: «la fecha u hora»; of documents and packages, the name of the column."""
    return _PARTES.get(nombre, f"el dato «{nombre}»")


def registro(tabla: str, datos: str | None) -> str:
    """What a record is called: «la respuesta CO-02-03»."""
    try:
        dicho = json.loads(datos or "{}")
    except ValueError:
        dicho = {}
    dicho = dicho if isinstance(dicho, dict) else {}
    definicion = dicho.get("definicion")
    codigo = definicion.get("codigo", "") if isinstance(definicion, dict) else dicho.get("codigo", "")
    numero = dicho.get("numero")
    partes = {
        "codigo": codigo,
        "item_id": dicho.get("item_id", ""),
        "referencia": dicho.get("referencia") or dicho.get("orden", ""),
        "nombre": dicho.get("nombre", ""),
        "numero": f"{numero:02d}" if isinstance(numero, int) else "",
        "texto": str(dicho.get("texto", ""))[:_LARGO],
        "folio": dicho.get("folio", ""),
    }
    palabras = _REGISTROS.get(tabla, f"un registro de «{tabla}»")
    for clave, dato in partes.items():
        palabras = palabras.replace("{" + clave + "}", str(dato))
    return " ".join(palabras.replace(" «»", "").split())


def breve(asiento: Asiento) -> str:
    """An operation as a neighbour of what is missing: «Contestó CO-02-03» (12/06/2026 10:00); "" for the others."""
    if asiento.de != "operacion":
        return ""
    return f"«{asiento.partes['que']}» ({momento(asiento.partes['cuando'])})"

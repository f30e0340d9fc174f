"""Every kind of document, in the order in which they are listed, printed and delivered. A new kind is one more line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.services.papel.acta import ClaseActa
from supervisor_app.services.papel.cedula import ClaseCedula
from supervisor_app.services.papel.clase import Clase
from supervisor_app.services.papel.concentrado import ClaseConcentrado
from supervisor_app.services.papel.expediente import ClaseExpediente
from supervisor_app.services.papel.informe import ClaseInforme
from supervisor_app.services.papel.seguimiento import ClaseSeguimiento
from supervisor_app.services.papel.turnado import ClaseTurnado

_OTRAS = (ClaseCedula(), ClaseInforme(), ClaseActa(), ClaseConcentrado(), ClaseSeguimiento(), ClaseTurnado())
CLASES: Mapping[TipoDocumento, Clase] = MappingProxyType(
    {clase.tipo: clase for clase in (*_OTRAS, ClaseExpediente(_OTRAS))}
)

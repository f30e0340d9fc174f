"""All 60 cédulas answered by a script through the services, and a second visit to the unit three months later.

``python -m tests.e2e.sesenta FOLDER`` does both and leaves every document as a PDF in ``FOLDER/documentos``, to be
looked at. It must only use what the window and the command line use.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.answers import Fila, Valor
from supervisor_app.domain.cedula.definition import ItemDefinition, Kind, UnitKind
from supervisor_app.domain.cedula.session import Crudo, interpretar
from supervisor_app.domain.documento import Documento, TipoDocumento
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import TipoMedida
from supervisor_app.domain.informe import Bloque
from supervisor_app.domain.seguimiento import ResultadoVerificacion
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.demo.visita import ajustes_demo
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import ZONA

PRIMERA = datetime(2026, 3, 9, 9, tzinfo=ZONA)
SEGUNDA = datetime(2026, 6, 8, 9, tzinfo=ZONA)
UNIDAD = Unidad(tipo=UnitKind.SUB, ooad="06", ooad_nombre="Colima", subdelegacion="01", subdelegacion_nombre="Colima")
TITULAR = Persona(nombre="Evaristo Olmedo Quiñonero", cargo="Titular de la Subdelegación")
_CUMPLE = ("1", "1", "3", "1", "2", "1", "4")


class Reloj:
    """A clock that the script sets."""

    def __init__(self) -> None:
        self.ahora = PRIMERA

    def __call__(self) -> datetime:
        return self.ahora


@dataclass
class Guion:
    """One visit, through the services; ``e`` is the visit as it stands."""

    s: Servicios
    e: Expediente
    segunda: bool

    def hacer(self, op: Operacion) -> None:
        if op.cambios:
            self.s.visitas.guardar(op)
            self.e = self.e.aplicar(op.cambios)

    def preparar(self, inicio: date) -> None:
        self.hacer(
            comandos.modificar_visita(
                self.e,
                "Preparó la visita",
                ficticia=True,
                unidad=UNIDAD,
                inicio=inicio,
                fin=inicio + timedelta(days=4),
                pliego=f"{4100 + self.segunda}/2026",
                lugar="COLIMA, COL.",
                ciudad="Colima, Col.",
                periodo_revisado="Primer semestre de 2026",
                fuente="RALE y listados de la Subdelegación",
                fecha_corte=inicio - timedelta(days=inicio.day),
                equipo=(Persona(nombre="Lucía Ñandú Peñaloza", cargo="Supervisora"),),
                recibio=TITULAR,
                titular=TITULAR,
                hora_apertura=time(9),
                hora_cierre=time(15),
            )
        )
        self.hacer(comandos.elegir_cedulas(self.e, list(self.s.definiciones.cedulas.values())))

    def contestar(self) -> None:
        """Every item of every cédula; in the second visit fewer things are wrong."""
        numero = 0
        for definicion in self.e.definiciones.values():
            for item in definicion.items:
                numero += 1
                self._contestar(item, numero)

    def _contestar(self, item: ItemDefinition, numero: int) -> None:
        if item.tipo is Kind.MUESTRA and numero % 9 == 0:
            self.hacer(comandos.guardar_filas(self.e, item, self._filas(item, numero), f"Pegó renglones en {item.id}"))
        else:
            self.hacer(comandos.responder(self.e, item, self._valor(item, numero)))
        if numero % 5 == 0:
            self.hacer(comandos.anotar(self.e, item, f"Se tuvo a la vista: {item.evidencia.lower()}."))

    def _valor(self, item: ItemDefinition, numero: int) -> Valor | None:
        bien = self.segunda and numero % 3
        crudos: dict[Kind, Crudo] = {
            Kind.CUMPLE: "1" if bien else _CUMPLE[numero % len(_CUMPLE)],
            Kind.MUESTRA: {
                "revisados": "20",
                "con_inconsistencia": "0" if bien else str(numero % 4),
                "importe": "" if bien or not numero % 4 else f"{1000 * numero}.50",
            },
            Kind.NUMERO: str(numero),
            Kind.PORCENTAJE: f"{numero % 100}.5",
            Kind.FECHA: "15/01/2026",
            Kind.MONTO: f"{12345.67 * numero:.2f}",
        }
        return interpretar(item, crudos[item.tipo])

    def _filas(self, item: ItemDefinition, numero: int) -> list[Fila]:
        return [
            Fila(
                id=f"{self.e.visita.id}:{item.id}:{n}",
                visita_id=self.e.visita.id,
                item_id=item.id,
                orden=n,
                referencia=f"Crédito {260_000_000 + numero * 100 + n}",
                detalle="Expediente completo" if n % 3 else "Falta el acta circunstanciada",
                con_inconsistencia=n % 3 == 0,
                importe=Decimal(n) * Decimal("1532.25"),
            )
            for n in range(1, 13)
        ]

    def acordar(self) -> None:
        """A measure on every finding, due one month after the visit."""
        fin = self.e.visita.fin
        assert fin is not None
        tipos = list(TipoMedida)
        for hallazgo in self.e.inconsistencias_en_orden():
            clave = f"{hallazgo.id}:m"
            self.hacer(
                comandos.nueva_medida(
                    self.e,
                    hallazgo.id,
                    partial(str, clave),
                    tipo=tipos[hallazgo.numero % 3],
                    texto="Regularizar los casos señalados y entregar la evidencia de su corrección.",
                    responsable_nombre=TITULAR.nombre,
                    responsable_cargo=TITULAR.cargo,
                    fecha=fin + timedelta(days=30),
                )
            )

    def verificar(self) -> None:
        """What became of the earlier findings: solved with its proof, in care, not solved, in turn."""
        resultados = list(ResultadoVerificacion)
        for n, anterior in enumerate(self.s.seguimiento.anteriores(self.e)):
            resultado = resultados[n % 3]
            nota = "Oficio 118/2026 de la Subdelegación." if resultado is ResultadoVerificacion.SOLVENTADA else ""
            self.hacer(comandos.verificar_hallazgo(self.e, anterior, resultado, nota))

    def informar(self) -> list[Documento]:
        borrador = self.s.documentos.componer_informe(self.e)
        datos = con(borrador.datos, contribuciones=(Bloque(texto="Se aclararon las dudas del personal."),))
        self.hacer(comandos.guardar_informe(self.e, con(borrador, datos=datos)))
        emitidos = [self.s.documentos.emitir(self.e, TipoDocumento.CEDULA, codigo) for codigo in self.e.visita.cedulas]
        emitidos.append(self.s.documentos.emitir(self.e, TipoDocumento.INFORME))
        return [self.s.documentos.marcar_tinta(documento) for documento in emitidos]


def primera(s: Servicios) -> Guion:
    guion = Guion(s, s.visitas.crear(), segunda=False)
    guion.preparar(PRIMERA.date())
    guion.contestar()
    guion.acordar()
    guion.informar()
    guion.e = s.entregas.cerrar(guion.e)
    return guion


def segunda(s: Servicios) -> Guion:
    guion = Guion(s, s.visitas.crear(), segunda=True)
    guion.preparar(SEGUNDA.date())
    guion.contestar()
    guion.verificar()
    guion.acordar()
    guion.informar()
    return guion


def correr(carpeta: Path) -> tuple[Guion, Guion]:
    """Both visits in a data folder; the services stay open."""
    reloj = Reloj()
    s = wiring.abrir(carpeta / "datos", reloj=reloj)
    s.ajustes.guardar(ajustes_demo())
    antes = primera(s)
    reloj.ahora = SEGUNDA
    return antes, segunda(s)


def main(argumentos: list[str]) -> int:
    carpeta = Path(argumentos[1])
    _, despues = correr(carpeta)
    salida = carpeta / "documentos"
    salida.mkdir(parents=True, exist_ok=True)
    for documento in despues.s.documentos.vigentes(despues.e.visita.id):
        despues.s.documentos.exportar(documento, salida / despues.s.documentos.nombre_de_archivo(documento))
    despues.s.close()
    sys.stdout.write(f"{salida}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

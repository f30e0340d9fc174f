"""A fictitious office of some 40 visits over 7 Subdelegaciones: rows straight into its index. For pictures.

Nothing here is real: neither the people, nor the figures, nor the findings.
"""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from supervisor_app import wiring
from supervisor_app.domain.hallazgo import Medida
from supervisor_app.domain.seguimiento import MedidaVerificada, ResultadoVerificacion, Verificacion
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.oficina import verbos
from supervisor_app.store.oficina.hechos import (
    Apartado,
    FilaHallazgo,
    FilaIndicador,
    FilaItem,
    FilaMedida,
    FilaPaquete,
    FilaSuma,
    FilaVerificacion,
    FilaVisita,
    Leido,
    Veredicto,
)
from supervisor_app.store.oficina.indice import Indice
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY
from tests.visita_ficticia import AJUSTES, RelojFijo

LUGARES = (
    ("05", "Ciudad Guzmán"), ("39", "Hidalgo"), ("22", "Juárez"), ("40", "Libertad Reforma"), ("15", "Ocotlán"),
    ("50", "Puerto Vallarta"), ("38", "Tepatitlán de Morelos"),
)  # fmt: skip
PROCESOS = ("CO-01", "CO-02", "CO-03", "CO-04", "CO-05", "CO-06", "CO-08", "CO-11", "CO-12", "CO-13")
GENTE = ("Lucía Barragán Ortega", "Tomás Villaseñor Ríos", "Irene Castañeda Luna", "Rosa Mireles Durán",
         "Gabriel Pineda Solís")  # fmt: skip
TITULOS = ("Actas de notificación sin acuse", "Créditos sin mandamiento", "Convenios sin garantía",
           "Incidencias sin depurar", "Fianzas exigibles sin requerir")  # fmt: skip
MEDIDAS = ("Recuperar 14 acuses de propuesta", "Emitir mandamientos (34 créditos)",
           "Notificar 31 créditos con más de 60 días", "Constituir garantía en 6 convenios",
           "Corregir incidencia en 18 créditos", "Requerir 9 fianzas exigibles")  # fmt: skip
INDICADORES = (("IND-03", "Índice de pago oportuno"), ("IND-04", "Índice al segundo mes de la cobranza"),
               ("IND-10", "Efectividad en la selección de actos de fiscalización"))  # fmt: skip
RESPONSABLES = ("Jefatura de Cobranza", "Oficina para Cobros", "Notificación", "Registro y Control de la Cartera")


DETALLE = json.dumps(
    {
        "descripcion": "De 24 casos revisados, en 9 no consta el documento que acredita el trámite dentro del plazo; "
        "en 3 consta, pero sin sello de recibido.",
        "causa": "No se lleva un control de los acuses que devuelve la mensajería.",
        "fundamento": ["JSAC 7.1.3 núm. 5", "CFF, art. 137"],
    }
)


def leidos() -> list[Leido]:
    """Six visits to each place in two years; the later ones verify what the earlier ones found."""
    azar, filas, n = random.Random(6), [], 0
    for indice, (clave, nombre) in enumerate(LUGARES):
        anteriores: list[tuple[int, str]] = []
        for vuelta in range(6):
            n += 1
            dia = date(2025, 2, 3) + timedelta(days=vuelta * 84 + indice * 13 + azar.randrange(-14, 15))
            fila = _visita(azar, n, clave, nombre, dia, mejor=vuelta, verifica=anteriores)
            anteriores = [(n, h.id) for h in fila.hallazgos[: len(fila.hallazgos) // 2 + 1]]
            filas.append(fila)
    return filas


def _visita(
    azar: random.Random, n: int, clave: str, nombre: str, dia: date, *, mejor: int, verifica: list[tuple[int, str]]
) -> Leido:
    quien, huella = f"{n:032x}", hashlib.sha256(f"ficticia {n}".encode()).hexdigest()
    folio, creada, supervisor = f"V-{dia.year}-{n:03d}", f"{dia.isoformat()}T09:00:00-06:00", azar.choice(GENTE)
    paquete = FilaPaquete(
        sha256=huella, visita=quien, revision=1, reemplaza="", nombre=f"{quien}.r1.zip",
        bytes=azar.randrange(9, 90) * 99_000,
        folio=folio, fecha=(dia + timedelta(days=3)).isoformat(), equipo=f"{n % 5:016x}", firmante=supervisor,
        veredicto=Veredicto.SIN_INSCRIBIR if n % 13 == 0 else Veredicto.INSCRITO,
        recibido=f"{(dia + timedelta(days=4)).isoformat()}T16:{n % 60:02d}:00-06:00",
    )  # fmt: skip
    visita = FilaVisita(
        sha256=huella, visita=quien, folio=folio, revision=1, motivo_revision="", tipo="supervision", ficticia=1,
        unidad=json.dumps(["SUB", "14", clave, ""]), unidad_tipo="SUB", unidad_titulo=f"Subdelegación {nombre}",
        ooad="14",
        ooad_nombre="Jalisco", subdelegacion=clave, subdelegacion_nombre=nombre,
        inicio=dia.isoformat(), fin=dia.isoformat(),
        creada=creada, dia=dia.isoformat(), mes=dia.isoformat()[:7], momento=f"{dia.isoformat()} {creada} {quien}",
        pliego=f"{n}/26", supervisor=supervisor, equipo=json.dumps([supervisor]), titular="", recibio="",
    )  # fmt: skip
    sumas, hallazgos, items, medidas = [], [], [], []
    numero = 0
    for k, proceso in enumerate(PROCESOS):
        if (n + 3 * k) % 11 == 0 or (clave == "38" and proceso in ("CO-06", "CO-08")):
            continue
        definicion = DEFINICIONES_REALES.cedula(proceso)
        total = 24
        mal = max(0, min(11, round(azar.gauss(4.6 - mejor * 0.5 + (k % 3) * 1.2 - (clave == "50") * 1.5, 2.3))))
        sumas.append(
            FilaSuma(huella, proceso, 1, definicion.proceso, "cobranza", total, total, total - mal, 0, mal, 0, mal,
                     (total - mal) * 2000, total * 2000)
        )  # fmt: skip
        if mal < 4:
            continue
        numero += 1
        id_, item = f"{quien}:i:{numero}", f"{proceso}-{1 + azar.randrange(4):02d}"
        hallazgos.append(
            FilaHallazgo(
                sha256=huella, id=id_, visita=quien, numero=numero, folio=f"{folio}-{numero:02d}",
                titulo=azar.choice(TITULOS), proceso=proceso, departamento="cobranza",
                riesgo=azar.choice(("bajo", "medio", "alto")), origen="Supervisión", estado="abierta",
                importe=azar.randrange(0, 9) * 1_234_500 or None, fecha=dia.isoformat(), estado_actual="abierta",
                detalle=DETALLE,
            )
        )  # fmt: skip
        items.append(FilaItem(sha256=huella, hallazgo=id_, item=item, departamento="cobranza"))
        medida = Medida(
            id=f"{id_}:m", visita_id=quien, inconsistencia_id=id_, orden=1, texto=azar.choice(MEDIDAS),
            responsable_cargo=azar.choice(RESPONSABLES), fecha=dia + timedelta(days=azar.randrange(25, 140)),
        )  # fmt: skip
        assert medida.fecha is not None
        medidas.append(
            FilaMedida(
                sha256=huella, id=medida.id, hallazgo=id_, orden=1, tipo=medida.tipo.value, texto=medida.texto,
                responsable=medida.responsable, fecha=medida.fecha.isoformat(), avance=0,
                datos=medida.model_dump_json(), departamento="cobranza",
            )
        )  # fmt: skip
    verificaciones = tuple(_verifica(quien, huella, de, hallazgo) for de, hallazgo in verifica)
    return Leido(
        clave=f"visitas/{dia:%Y/%m}/{quien}.r1.{huella[:16]}.zip", paquete=paquete, visita=visita, sumas=tuple(sumas),
        hallazgos=tuple(hallazgos), items=tuple(items), medidas=tuple(medidas), verificaciones=verificaciones,
        indicadores=_indicadores(n, huella, quien),
    )  # fmt: skip


def _indicadores(n: int, huella: str, quien: str) -> tuple[FilaIndicador, ...]:
    """No dice: what the other figures are drawn from stays as it was."""
    medidos = []
    for k, (codigo, nombre) in enumerate(INDICADORES):
        real, meta = 88 + (n * (k + 3)) % 17, 95
        medidos.append(
            FilaIndicador(
                huella, f"{quien}:ind:{codigo}", codigo, nombre, "porcentaje", "sube", "mes", "", f"{meta}", f"{real}",
                f"{real * 100 / meta:.2f}", "favorable" if real >= meta else "desfavorable", "",
            )
        )  # fmt: skip
    return tuple(medidos)


def _verifica(quien: str, huella: str, de: int, hallazgo: str) -> FilaVerificacion:
    hecho = ResultadoVerificacion.SOLVENTADA
    dicha = Verificacion(
        id=f"{quien}:v:{hallazgo}", visita_id=quien, hallazgo_id=hallazgo, hallazgo_visita_id=f"{de:032x}",
        folio=f"{de:03d}", resultado=hecho,
        medidas=(MedidaVerificada(medida_id=f"{hallazgo}:m", cumplida=True),),
    )  # fmt: skip
    return FilaVerificacion(huella, dicha.id, hallazgo, dicha.folio, hecho.value, "", dicha.model_dump_json())


def escribir_oficina(carpeta: Path) -> None:
    """An open desk, with its index and the laptops that it heard of."""
    reloj = RelojFijo()
    buzon = carpeta.parent / "Buzón de la Jefatura"
    buzon.mkdir()
    for n, nombre in enumerate(GENTE[:4]):
        with wiring.abrir(carpeta.parent / f"laptop {n}", definiciones=DEFINICIONES_REALES, reloj=reloj) as laptop:
            suyos = AJUSTES.model_copy(update={"nombre": nombre, "cargo": "Supervisión"})
            laptop.ajustes.guardar(suyos)
            laptop.sincronizacion.sincronizar(DestinoCarpeta(buzon), str(buzon))
    ruta = verbos.indice_de(carpeta)
    with wiring.abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=reloj) as s:
        s.ajustes.guardar(AJUSTES.model_copy(update={"buzon": str(buzon)}))
        s.mesa.abrir("Jefatura de Servicios de Afiliación y Cobranza, OOAD Jalisco")
        verbos.preparar_lugar(ruta)
        with Indice(str(ruta)) as indice:
            s.mesa.atender(DestinoCarpeta(buzon), str(buzon), indice)
        vistos = s.mesa.equipos()
        for visto in vistos[:3]:
            s.mesa.inscribir(visto.equipo, visto.palabras)
        s.mesa.dar_de_baja(vistos[0].equipo, "Se extravió en un traslado")
    todos = [x for x in leidos() if x.visita.dia <= HOY.isoformat()]
    # Two packages of one revision, and one that could not be read.
    otra = todos[3]
    doble = "d" * 64
    clon = replace(
        otra, clave="visitas/2026/05/otra.zip", paquete=replace(otra.paquete, sha256=doble, nombre="otra.zip"),
        visita=replace(otra.visita, sha256=doble), sumas=(), hallazgos=(), items=(), medidas=(), verificaciones=(),
        indicadores=(),
    )  # fmt: skip
    with Indice(str(ruta)) as indice:
        indice.asentar([*todos, clon], cuando=reloj().isoformat())
        indice.apartar(
            [Apartado("visitas/2026/06/danado.zip", "", 12_300, "El paquete está incompleto.", "{}", "1")],
            cuando=reloj().isoformat(),
        )  # fmt: skip

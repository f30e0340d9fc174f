"""``cedulas listar``, ``cedulas validar`` and ``cedulas comparar``. They make no data folder, and open no database."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from supervisor_app import paths
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.cedula import versiones
from supervisor_app.errors import UserError
from supervisor_app.services.cedulas_propias import CARPETA
from supervisor_app.services.definiciones import Definiciones, Problema
from supervisor_app.services.versiones import en_texto


def listar(args: Namespace) -> int:
    definiciones = Definiciones.cargar(paths.formas(), carpeta_de_datos(args) / CARPETA)
    cedulas = list(definiciones.cedulas.values())
    if args.json:
        decir_json(
            [
                {
                    "codigo": c.codigo,
                    "version": c.version,
                    "vigente_al": c.vigente_al.isoformat(),
                    "departamento": c.departamento.value,
                    "proceso": c.proceso,
                    "unidades": [u.value for u in c.unidades],
                    "puntos": len(c.items),
                    "etiqueta": c.etiqueta,
                }
                for c in cedulas
            ]
        )
    else:
        filas = [(c.codigo, str(len(c.items)), " ".join(u.value for u in c.unidades), c.proceso) for c in cedulas]
        decir(tabla([("Cédula", "Puntos", "Unidades", "Proceso"), *filas]))
        decir(f"\n{len(cedulas)} cédulas, {sum(len(c.items) for c in cedulas)} puntos.")
        decir("Propuesta de la Jefatura: no son formatos oficiales del IMSS.")
    return _juzgar(definiciones.problemas, en_texto=True)


def validar(args: Namespace) -> int:
    definiciones = Definiciones.cargar(paths.formas(), carpeta_de_datos(args) / CARPETA)
    problemas = definiciones.problemas if args.ruta is None else definiciones.validar(args.ruta)
    if args.json:
        decir_json(
            {
                "valido": not problemas,
                "problemas": [
                    {
                        "archivo": p.archivo,
                        "linea": p.linea,
                        "columna": p.columna,
                        "campo": p.campo,
                        "mensaje": p.mensaje,
                    }
                    for p in problemas
                ],
            }
        )
    elif not problemas and args.ruta is None:
        decir(f"Todo es válido: {len(definiciones.cedulas)} cédulas y sus catálogos.")
    elif not problemas:
        decir(f"«{args.ruta}» es válido.")
    return _juzgar(problemas, en_texto=not args.json)


def comparar(args: Namespace) -> int:
    """The exit code is that of ``diff``: 0 where nothing changes, 1 where something does."""
    definiciones = Definiciones.cargar(paths.formas(), carpeta_de_datos(args) / CARPETA)
    antes, despues = (definiciones.de_codigo_o_archivo(texto) for texto in (args.antes, args.despues))
    if antes.codigo != despues.codigo:
        raise UserError(f"Son dos cédulas distintas: {antes.codigo} y {despues.codigo}.")
    c = versiones.comparar(antes, despues)
    if args.json:
        decir_json(
            {
                "codigo": despues.codigo,
                "antes": antes.version,
                "despues": despues.version,
                "resumen": c.resumen,
                "datos": [asdict(d) for d in c.datos],
                "puntos": [
                    {
                        "punto": p.item_id,
                        "clase": p.clase.value,
                        "pregunta": p.pregunta,
                        "lugar": p.lugar,
                        "detalles": [asdict(d) for d in p.detalles],
                    }
                    for p in c.puntos
                ],
            }
        )
    else:
        decir(en_texto(c))
    return Codigo.BIEN if c.vacia else Codigo.NO_VALIDO


def _juzgar(problemas: tuple[Problema, ...], *, en_texto: bool) -> int:
    for problema in problemas if en_texto else ():
        avisar(str(problema))
    return Codigo.NO_VALIDO if problemas else Codigo.BIEN

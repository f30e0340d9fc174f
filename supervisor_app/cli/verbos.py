"""Which function runs each order; its module is loaded when it is asked for, never before. It must never judge args."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Final

Orden = Callable[[Namespace], int]


def demo(args: Namespace) -> int:
    from supervisor_app.cli import demo as de_demo  # noqa: PLC0415 - loads every service

    return de_demo.demo(args)


def _cedulas_listar(args: Namespace) -> int:
    from supervisor_app.cli.cedulas import listar  # noqa: PLC0415 - loads pydantic and YAML

    return listar(args)


def _cedulas_validar(args: Namespace) -> int:
    from supervisor_app.cli.cedulas import validar  # noqa: PLC0415 - loads pydantic and YAML

    return validar(args)


def _cedulas_comparar(args: Namespace) -> int:
    from supervisor_app.cli.cedulas import comparar  # noqa: PLC0415 - loads pydantic and YAML

    return comparar(args)


def _cedulas_exportar(args: Namespace) -> int:
    from supervisor_app.cli.cedulas_excel import exportar  # noqa: PLC0415 - loads pydantic and openpyxl

    return exportar(args)


def _cedulas_importar(args: Namespace) -> int:
    from supervisor_app.cli.cedulas_excel import importar  # noqa: PLC0415 - loads pydantic and openpyxl

    return importar(args)


def _muestras_sortear(args: Namespace) -> int:
    from supervisor_app.cli.muestras import sortear  # noqa: PLC0415 - loads pydantic

    return sortear(args)


def _visitas_compartir(args: Namespace) -> int:
    from supervisor_app.cli.copias import compartir  # noqa: PLC0415 - loads every service

    return compartir(args)


def _visitas_unir(args: Namespace) -> int:
    from supervisor_app.cli.copias import unir  # noqa: PLC0415 - loads every service

    return unir(args)


def _papelera(args: Namespace) -> int:
    from supervisor_app.cli import papelera  # noqa: PLC0415 - loads every service

    verbos: dict[str, Orden] = {
        "listar": papelera.listar,
        "restaurar": papelera.restaurar,
        "vaciar": papelera.vaciar,
    }
    return verbos[args.accion](args)


def _informe_esquema(args: Namespace) -> int:
    from supervisor_app.cli.esquema import escribir_esquema  # noqa: PLC0415 - loads pydantic

    return escribir_esquema(args)


def _informe_generar(args: Namespace) -> int:
    from supervisor_app.cli.informe import generar  # noqa: PLC0415 - loads every service

    return generar(args)


def _documentos(args: Namespace) -> int:
    from supervisor_app.cli import documentos  # noqa: PLC0415 - loads every service

    verbos: dict[str, Orden] = {
        "listar": documentos.listar,
        "exportar": documentos.exportar,
        "publica": documentos.publica,
        "expediente": documentos.expediente,
    }
    return verbos[args.accion](args)


def _asm(args: Namespace) -> int:
    from supervisor_app.cli import asm  # noqa: PLC0415 - loads pydantic

    verbos: dict[str, Orden] = {"esquema": asm.escribir_esquema, "leer": asm.leer, "generar": asm.generar}
    return verbos[args.accion](args)


def _asm_guardadas(args: Namespace) -> int:
    from supervisor_app.cli import asm_guardadas  # noqa: PLC0415 - loads every service

    verbo: Orden = getattr(asm_guardadas, args.accion)
    return verbo(args)


def _acta(args: Namespace) -> int:
    from supervisor_app.cli.acta import acta  # noqa: PLC0415 - loads every service

    return acta(args)


def _firmar(args: Namespace) -> int:
    from supervisor_app.cli.firmas import firmar  # noqa: PLC0415 - loads pyHanko

    return firmar(args)


def _verificar(args: Namespace) -> int:
    from supervisor_app.cli.verificacion import verificar  # noqa: PLC0415 - loads pyHanko

    return verificar(args)


def _sellar(args: Namespace) -> int:
    from supervisor_app.cli.sellado import sellar  # noqa: PLC0415 - loads every service

    return sellar(args)


def _cotejar(args: Namespace) -> int:
    from supervisor_app.cli.cotejo import cotejar  # noqa: PLC0415 - loads every service

    return cotejar(args)


def _autoridades_listar(args: Namespace) -> int:
    from supervisor_app.cli.autoridades import listar  # noqa: PLC0415 - loads pyHanko

    return listar(args)


def _autoridades_actualizar(args: Namespace) -> int:
    from supervisor_app.cli.autoridades import actualizar  # noqa: PLC0415 - loads pyHanko

    return actualizar(args)


def _autoridades_agregar(args: Namespace) -> int:
    from supervisor_app.cli.autoridades import agregar  # noqa: PLC0415 - loads pyHanko

    return agregar(args)


def _entregar(args: Namespace) -> int:
    from supervisor_app.cli import entregas  # noqa: PLC0415 - loads every service

    verbos: dict[str, Orden] = {
        "entregar": entregas.entregar,
        "firmar-paquete": entregas.firmar_paquete,
        "verificar-base": entregas.verificar_base,
    }
    return verbos[args.orden](args)


def _sincronizar(args: Namespace) -> int:
    from supervisor_app.cli.sincronizar import sincronizar  # noqa: PLC0415 - loads every service

    return sincronizar(args)


def _respaldar(args: Namespace) -> int:
    from supervisor_app.cli.respaldos import respaldar  # noqa: PLC0415 - loads every service

    return respaldar(args)


def _respaldos(args: Namespace) -> int:
    from supervisor_app.cli import respaldos  # noqa: PLC0415 - loads every service

    verbos: dict[str, Orden] = {
        "listar": respaldos.listar,
        "verificar": respaldos.verificar,
        "comparar": respaldos.comparar,
        "restaurar": respaldos.restaurar,
    }
    return verbos[args.accion](args)


def _llave(args: Namespace) -> int:
    from supervisor_app.cli import llave  # noqa: PLC0415 - loads every service

    verbos: dict[str, Orden] = {
        "estado": llave.estado,
        "crear": llave.crear,
        "cifrar": llave.cifrar,
        "cambiar": llave.cambiar,
        "recuperar": llave.recuperar,
        "renovar-clave": llave.renovar_clave,
        "recordar": llave.recordar,
        "olvidar": llave.olvidar,
        "sellar": llave.sellar,
        "abrir-sello": llave.abrir_sello_de,
    }
    return verbos[args.accion](args)


def _mesa(args: Namespace) -> int:
    from supervisor_app.cli import hoja_oficina, mesa  # noqa: PLC0415 - loads every service

    verbos: dict[str, Orden] = {
        "hoja": hoja_oficina.hoja,
        "recuperar": hoja_oficina.recuperar,
        "abrir": mesa.abrir,
        "atender": mesa.atender,
        "equipos": mesa.equipos,
        "inscribir": mesa.inscribir,
        "baja": mesa.baja,
        "autorizados": mesa.autorizados,
        "publicar": mesa.publicar,
        "sellado": mesa.recibir_sellado,
    }
    return verbos[args.accion](args)


def _oficina(args: Namespace) -> int:
    from supervisor_app.cli import oficina  # noqa: PLC0415 - loads the database

    verbos: dict[str, Orden] = {
        "indexar": oficina.indexar,
        "cuarentena": oficina.cuarentena,
        "tablero": oficina.tablero,
        "permisos": oficina.permisos,
    }
    return verbos[args.accion](args)


def _salidas_de_oficina(args: Namespace) -> int:
    from supervisor_app.cli import oficina_salidas  # noqa: PLC0415 - loads the database

    verbo: Orden = getattr(oficina_salidas, args.accion)
    return verbo(args)


def _soporte(args: Namespace) -> int:
    from supervisor_app.cli.soporte import soporte  # noqa: PLC0415 - loads the database

    return soporte(args)


def _seguimiento(args: Namespace) -> int:
    from supervisor_app.cli import seguimiento  # noqa: PLC0415 - loads every service

    verbo: Orden = getattr(seguimiento, args.accion.replace("-", "_"))
    return verbo(args)


def _programa(args: Namespace) -> int:
    from supervisor_app.cli import programa  # noqa: PLC0415 - loads every service

    verbo: Orden = getattr(programa, args.accion)
    return verbo(args)


_DE_MESA: Final = (
    *("abrir", "hoja", "recuperar", "sellado", "atender", "equipos"),
    *("inscribir", "baja", "autorizados", "publicar"),
)
ORDENES: Final[dict[str, Orden]] = {
    "demo": demo,
    "cedulas listar": _cedulas_listar,
    "cedulas validar": _cedulas_validar,
    "cedulas comparar": _cedulas_comparar,
    "cedulas exportar": _cedulas_exportar,
    "cedulas importar": _cedulas_importar,
    "muestras sortear": _muestras_sortear,
    "visitas compartir": _visitas_compartir,
    "visitas unir": _visitas_unir,
    "papelera listar": _papelera,
    "papelera restaurar": _papelera,
    "papelera vaciar": _papelera,
    "informe esquema": _informe_esquema,
    "informe generar": _informe_generar,
    **dict.fromkeys(("asm esquema", "asm leer", "asm generar"), _asm),
    **dict.fromkeys(("asm listar", "asm guardar", "asm emitir", "asm exportar"), _asm_guardadas),
    "acta": _acta,
    "documentos listar": _documentos,
    "documentos exportar": _documentos,
    "documentos publica": _documentos,
    "documentos expediente": _documentos,
    "firmar": _firmar,
    "verificar": _verificar,
    "sellar": _sellar,
    "cotejar": _cotejar,
    "autoridades listar": _autoridades_listar,
    "autoridades agregar": _autoridades_agregar,
    "autoridades actualizar": _autoridades_actualizar,
    "entregar": _entregar,
    "firmar-paquete": _entregar,
    "sincronizar": _sincronizar,
    "respaldar": _respaldar,
    "respaldos listar": _respaldos,
    "respaldos verificar": _respaldos,
    "respaldos comparar": _respaldos,
    "respaldos restaurar": _respaldos,
    "verificar-base": _entregar,
    "llave estado": _llave,
    "llave crear": _llave,
    "llave cifrar": _llave,
    "llave cambiar": _llave,
    "llave recuperar": _llave,
    "llave renovar-clave": _llave,
    "llave recordar": _llave,
    "llave olvidar": _llave,
    "llave sellar": _llave,
    "llave abrir-sello": _llave,
    **{f"oficina {verbo}": _mesa for verbo in _DE_MESA},
    "oficina indexar": _oficina,
    "oficina cuarentena": _oficina,
    "oficina tablero": _oficina,
    "oficina permisos": _oficina,
    **{f"oficina {verbo}": _salidas_de_oficina for verbo in ("resumen", "exportar", "transparencia", "publicas")},
    **{
        f"seguimiento {verbo}": _seguimiento
        for verbo in (
            "listar",
            "medidas",
            "ver",
            "evidencia",
            "avance",
            "nota",
            "prorroga",
            "solventar",
            "devolver",
            "no-solventada",
            "importar",
            "cedula",
        )
    },
    **{f"programa {verbo}": _programa for verbo in ("ver", "proponer", "publicar", "exportar")},
    "soporte": _soporte,
}

"""The verbs of the lock of a data folder with their Spanish help. It imports nothing heavy and runs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor_app.cli.ordenes import clave_recuperacion, familia, orden


def llave(ordenes: Any) -> None:
    """Add them to the tree."""
    acciones = familia(
        ordenes,
        "llave",
        "cifrado de los datos: estado, crear, cifrar, cambiar, recuperar, renovar-clave, recordar, olvidar, sellar, "
        "abrir-sello",
    )
    orden(acciones, "estado", "dice si la carpeta de datos está cifrada y qué la abre")
    crear = orden(
        acciones,
        "crear",
        "pone frase de acceso a una carpeta de datos nueva",
        "Pone frase de acceso a una carpeta que todavía no tiene datos y entrega su clave de recuperación. La frase\n"
        "se pide en la terminal o se toma de SUPERVISOR_FRASE.",
    )
    cifrar = orden(
        acciones,
        "cifrar",
        "cifra una carpeta de datos que está sin cifrar",
        "Cifra una carpeta de datos que está sin cifrar, con sus respaldos. Nadie debe tenerla abierta. Lo de antes\n"
        "se borra hasta que lo cifrado está completo y releído; si se interrumpe, sigue o se deshace solo al abrir\n"
        "la aplicación. Lo borrado puede quedar en el disco donde el sistema ya no lo muestra.",
    )
    orden(
        acciones,
        "cambiar",
        "cambia la frase de acceso",
        "Cambia la frase de acceso, de inmediato: nada se vuelve a cifrar. Pide la actual (o la toma de\n"
        "SUPERVISOR_FRASE) y la nueva (o SUPERVISOR_FRASE_NUEVA). Los respaldos se abren con la que tenían.",
    )
    recuperar = orden(
        acciones,
        "recuperar",
        "entra con la clave de recuperación y pone otra frase de acceso",
        "Para quien olvidó su frase: entra con la clave de recuperación, o con la que la oficina leyó de su sello,\n"
        "y pone otra frase de acceso.",
    )
    recuperar.add_argument("--clave", metavar="ARCHIVO", type=Path, help="archivo con la clave (si falta, se pide)")
    renovar = orden(acciones, "renovar-clave", "hace otra clave de recuperación; la anterior deja de servir")
    orden(acciones, "recordar", "guarda cómo abrirla en el llavero del sistema, para no escribir la frase")
    orden(acciones, "olvidar", "deja de recordarla en el llavero del sistema")
    sellar = orden(
        acciones,
        "sellar",
        "sella una clave de recuperación para la oficina",
        "Sella una clave de recuperación con el certificado de la oficina, que sólo ella puede abrir, y escribe el\n"
        "archivo recuperacion-….sello que se le entrega.",
    )
    sellar.add_argument("certificado", metavar="CERTIFICADO", type=Path, help="de la oficina (.cer, .crt o .pem; RSA)")
    sellar.add_argument(
        "--en", metavar="DIR", type=Path, default=Path(), help="carpeta donde se escribe (si falta, ésta)"
    )
    sellar.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")
    abrir = orden(
        acciones,
        "abrir-sello",
        "en la oficina: lee la clave de recuperación de un sello",
        "En la oficina: lee de un sello la clave de recuperación, para dictarla a quien olvidó su frase. La\n"
        "contraseña de la llave privada se pide en la terminal o se toma de SUPERVISOR_OFICINA_PASSWORD.",
    )
    abrir.add_argument("sello", metavar="X.sello", type=Path, help="el archivo que se entregó")
    abrir.add_argument(
        "--privada", metavar="KEY", type=Path, required=True, help="llave privada de la oficina (.key o .pem)"
    )
    for una in (crear, cifrar, renovar):
        clave_recuperacion(una)

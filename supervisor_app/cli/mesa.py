"""``oficina abrir``, ``atender``, ``equipos``, ``inscribir``, ``baja``, ``autorizados`` and ``publicar``: the desk."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from supervisor_app.cli import archivos, privada
from supervisor_app.cli.acceso import Nueva
from supervisor_app.cli.buzon import Avance, con_buzon, interrumpible
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import servicios
from supervisor_app.cli.salida import avisar, decir, decir_json, tabla
from supervisor_app.domain.texto import cuantos, enlistar, fecha_hora
from supervisor_app.errors import UserError
from supervisor_app.services.mesa.equipos import EquipoVisto, EstadoEquipo
from supervisor_app.services.mesa.por_publicar import CLASES, Ficha
from supervisor_app.services.mesa.verbos import Atendido, Mesa
from supervisor_app.services.oficina.verbos import Oficina
from supervisor_app.services.recibido.contenidos import ANTECEDENTES, ETIQUETAS
from supervisor_app.services.sincronia.verbos import SincronizacionCancelada
from supervisor_app.wiring import Servicios, reloj_local

_TODO: Final = "todo"
_PUBLICACION_MAXIMA: Final = 64 * 2**20


def abrir(args: Namespace) -> int:
    with servicios(args, nueva=Nueva.REAL) as abiertos:
        mesa = abiertos.mesa
        dicha, palabras = mesa.abrir(args.nombre), mesa.palabras()
    if args.json:
        decir_json({"nombre": dicha.nombre, "palabras": palabras, "publica": dicha.publica})
    else:
        decir(f"La oficina «{dicha.nombre}» quedó abierta. Los supervisores la reconocen por estas palabras:")
        decir(f"   {palabras}")
        decir("Désela por teléfono a quien la pida, y respalde esta carpeta de datos: con ella sigue siendo la misma.")
        decir("Imprima además su hoja de recuperación: supervisor-app oficina hoja -o hoja.pdf")
    return Codigo.BIEN


def atender(args: Namespace) -> int:
    llave, contrasena = privada.leer(args, args.llave_privada) if args.llave_privada is not None else (None, "")
    with servicios(args) as abiertos, interrumpible() as cancelar:
        mesa = abiertos.mesa
        mesa.palabras()  # before anything is made or asked: this folder is a desk
        try:
            with _indice(args, abiertos) as oficina:
                hecho = con_buzon(
                    args,
                    abiertos,
                    lambda destino, direccion: mesa.atender(
                        destino,
                        direccion,
                        oficina.indice,
                        todo=args.todo,
                        privada=llave,
                        contrasena=contrasena,
                        avance=Avance(),
                        cancelar=cancelar,
                    ),
                )
        except SincronizacionCancelada as cancelada:
            avisar(cancelada.message)
            return Codigo.INTERRUMPIDO
        por_inscribir = [e for e in mesa.equipos() if e.estado is EstadoEquipo.POR_INSCRIBIR]
    if args.json:
        decir_json(_atendido_json(hecho, por_inscribir))
    else:
        _contar(hecho, por_inscribir)
    return Codigo.NO_VALIDO if hecho.indice.apartados else Codigo.BIEN


@contextmanager
def _indice(args: Namespace, abiertos: Servicios) -> Iterator[Oficina]:
    """The index that was named, or the one of the settings, which is the enciphered one of the data folder at first."""
    lugar = abiertos.indices.lugar(args.indice)
    with lugar.abrir(reloj=reloj_local, feriados=abiertos.definiciones.feriados) as oficina:
        yield oficina


def _contar(hecho: Atendido, por_inscribir: list[EquipoVisto]) -> None:
    if not (hecho.recibidos or hecho.indice.nuevos or hecho.acusados or hecho.publicados or hecho.actos):
        decir("Sin novedad en el buzón.")
    else:
        decir(
            f"{cuantos(hecho.indice.nuevos, 'paquete nuevo', 'paquetes nuevos')}, "
            f"{cuantos(hecho.acusados, 'acuse escrito', 'acuses escritos')}, "
            f"{cuantos(hecho.publicados, 'asiento enviado', 'asientos enviados')} a los equipos."
        )
    for r in hecho.renglones:
        if r.clase == "recepcion":
            decir(f"   {r.texto}")
    for aviso in hecho.avisos:
        avisar(f"Aviso: {aviso}")
    for e in por_inscribir:
        avisar(
            f"Por inscribir: {e.nombre or 'sin nombre'}, equipo {e.equipo}. De lo que envía no se acusa recibo; pídale "
            "sus palabras por teléfono y use «oficina inscribir»."
        )


def _atendido_json(hecho: Atendido, por_inscribir: list[EquipoVisto]) -> dict[str, object]:
    return {
        "buzon": hecho.buzon,
        "recibidos": hecho.recibidos,
        "nuevos": hecho.indice.nuevos,
        "actos": hecho.actos,
        "acusados": hecho.acusados,
        "publicados": hecho.publicados,
        "apartados": [{"clave": a.clave, "motivo": a.motivo} for a in hecho.indice.apartados],
        "avisos": list(hecho.avisos),
        "por_inscribir": [e.equipo for e in por_inscribir],
    }


# --- laptops --------------------------------------------------------------------------------------------------------


def equipos(args: Namespace) -> int:
    with servicios(args) as abiertos:
        vistos = abiertos.mesa.equipos()
    if args.json:
        decir_json([_equipo_json(e) for e in vistos])
    elif not vistos:
        decir("Todavía no se ha recibido nada de ningún equipo; atienda primero el buzón al que envían.")
    else:
        filas = [("Equipo", "De quién", "Paquetes", "Lo último", "Estado"), *map(_fila, vistos)]
        decir(tabla(filas))
    return Codigo.BIEN


def _fila(e: EquipoVisto) -> tuple[str, ...]:
    estado = f"{e.estado.label}: {e.motivo}" if e.motivo else e.estado.label
    return (e.equipo, e.nombre or "sin nombre", str(e.paquetes), fecha_hora(e.ultimo), estado)


def _equipo_json(e: EquipoVisto) -> dict[str, object]:
    return {
        "equipo": e.equipo,
        "nombre": e.nombre,
        "cargo": e.cargo,
        "clave_equipo": e.clave_equipo,
        "palabras": e.palabras,
        "publica": e.publica.openssh,
        "estado": e.estado.value,
        "motivo": e.motivo,
        "ultimo": e.ultimo.isoformat(),
        "asientos": e.asientos,
        "paquetes": e.paquetes,
    }


def inscribir(args: Namespace) -> int:
    with servicios(args) as abiertos:
        visto = _equipo(abiertos.mesa, args.equipo)
        abiertos.mesa.inscribir(visto.equipo, " ".join(args.palabras))
        visto = _equipo(abiertos.mesa, visto.equipo)
    return _dicho(args, visto, "quedó inscrito")


def baja(args: Namespace) -> int:
    with servicios(args) as abiertos:
        visto = _equipo(abiertos.mesa, args.equipo)
        abiertos.mesa.dar_de_baja(visto.equipo, args.motivo)
        visto = _equipo(abiertos.mesa, visto.equipo)
    return _dicho(args, visto, "quedó dado de baja")


def _equipo(mesa: Mesa, empieza: str) -> EquipoVisto:
    """The only laptop whose name begins so. Raises UserError."""
    suyos = [e for e in mesa.equipos() if empieza.strip() and e.equipo.startswith(empieza.strip().lower())]
    if len(suyos) > 1:
        raise UserError(f"Hay {len(suyos)} equipos que empiezan con «{empieza}»; escriba más de su nombre.")
    if not suyos:
        raise UserError(
            f"No se conoce ningún equipo «{empieza}»; atienda primero el buzón al que envía, y vea «oficina equipos»."
        )
    return suyos[0]


def _dicho(args: Namespace, visto: EquipoVisto, que: str) -> int:
    if args.json:
        decir_json(_equipo_json(visto))
    else:
        decir(
            f"El equipo {visto.equipo} ({visto.nombre or 'sin nombre'}) {que}. Lo sabrá cuando sincronice después del "
            "siguiente «oficina atender»."
        )
    return Codigo.BIEN


def autorizados(args: Namespace) -> int:
    if args.salida is not None:
        archivos.revisar_salida(args.salida, reemplazar=args.reemplazar)
    with servicios(args) as abiertos:
        texto = abiertos.mesa.autorizados()
        inscritos = sum(e.estado is EstadoEquipo.INSCRITO for e in abiertos.mesa.equipos())
    if args.salida is not None:
        archivos.escribir(args.salida, texto.encode("utf-8"), reemplazar=args.reemplazar)
    if args.json:
        decir_json({"salida": str(args.salida or ""), "inscritos": inscritos, "autorizados": texto})
    elif args.salida is not None:
        decir(f"{cuantos(inscritos, 'llave inscrita', 'llaves inscritas')} en «{args.salida}».")
    else:
        decir(texto.rstrip("\n"))
    return Codigo.BIEN


def recibir_sellado(args: Namespace) -> int:
    publica = archivos.leer(args.publica, limite=privada.LIMITE)
    with servicios(args) as abiertos:
        dicha = abiertos.mesa.recibir_sellado(publica)
    if args.json:
        decir_json({"nombre": dicha.nombre, "sobre": dicha.sobre})
    else:
        decir("La llave irá a todos los equipos con el siguiente «oficina atender».")
        avisar("Guarde bien la llave privada: quien la pierda no podrá leer lo que se le envió sellado.")
    return Codigo.BIEN


def publicar(args: Namespace) -> int:
    with servicios(args) as abiertos:
        abiertos.mesa.palabras()  # before anything is read: this folder is a desk
        if args.que == _TODO or args.que in CLASES:
            return _publicar_lo_de_aqui(args, abiertos)
        if args.archivo is None:
            raise UserError("Diga el título y el archivo: «oficina publicar QUÉ TÍTULO ARCHIVO».", field="archivo")
        contenido = archivos.leer(args.archivo, limite=_PUBLICACION_MAXIMA)
        antes = abiertos.mesa.publicadas().get(args.que)
        dicha = abiertos.mesa.publicar(args.que, args.titulo, contenido)
    nueva = dicha != antes
    if args.json:
        decir_json({"que": dicha.que, "titulo": dicha.titulo, "sha256": dicha.sha256, "bytes": dicha.bytes,
                    "nueva": nueva})  # fmt: skip
    elif nueva:
        decir(f"«{dicha.titulo}» irá a todos los equipos con el siguiente «oficina atender».")
    else:
        decir(f"«{dicha.titulo}» ya estaba publicado, igual; no cambió nada.")
    return Codigo.BIEN


def _publicar_lo_de_aqui(args: Namespace, abiertos: Servicios) -> int:
    """What the desk has of a kind, or of all."""
    p, quien = abiertos.por_publicar, abiertos.ajustes.leer().nombre
    if args.archivo is not None or (args.titulo and args.que != "umbrales"):
        raise UserError(f"«{args.que}» se publica con lo que hay en esta carpeta de datos; no lleva título ni archivo.")
    if args.que == "umbrales" and args.titulo:
        nuevas = [args.que] if p.publicar_umbrales(Path(args.titulo)) else []
    elif args.que == ANTECEDENTES and args.no:
        p.dejar_antecedentes(quien=quien)
        nuevas = []
    elif args.que == _TODO:
        nuevas = list(p.publicar_todo(quien=quien))
    else:
        nuevas = [args.que] if p.publicar(args.que, quien=quien) else []
    if args.json:
        decir_json({"nuevas": nuevas, "fichas": [_ficha_json(f) for f in p.fichas()]})
    elif nuevas:
        titulos = enlistar([f"«{ETIQUETAS[que]}»" for que in nuevas])
        decir(f"{titulos}: irá a los equipos con el siguiente «oficina atender».")
    elif args.que == ANTECEDENTES:
        decir("Los antecedentes ya no se envían; los que los equipos tienen siguen con ellos.")
    else:
        decir("No hay nada nuevo que publicar; los equipos ya tienen lo mismo.")
    return Codigo.BIEN


def _ficha_json(f: Ficha) -> dict[str, object]:
    return {
        "que": f.que,
        "titulo": f.titulo,
        "ahora": f.ahora,
        "publicado": f.publicado.isoformat() if f.publicado else "",
        "cambia": f.cambia,
        "activa": f.activa,
    }

"""What this office said that is not here: its data were restored from an older backup, or are another copy of the desk.

The mailbox has the word: what stands there others may have read, and what was only written here nobody has. So the
latter is written again behind the former, and a feed never has two histories. It must never take back what a mailbox
is known to have, nor repeat in silence what the office decided about before it could know better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from supervisor_app.cifrado.firma_ssh import LlaveDeFirma, Publica
from supervisor_app.domain import feed
from supervisor_app.domain.feed import AcuseDeOficina, Clase, Cuerpo, Entrada, Inscripcion, LlaveDeOficina, Publicacion
from supervisor_app.errors import UserError
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.store.almacen import Almacen

RECUPERADO = "Del buzón se recuperó lo que esta oficina ya había dicho y aquí faltaba."


class Historia:
    """Of the feeds of one desk. ``llave``: its key, asked on the store's thread."""

    def __init__(self, almacen: Almacen, llave: Callable[[], LlaveDeFirma]) -> None:
        self._almacen, self._llave = almacen, llave

    def alcanzar(self, c: Contexto, autor: str) -> None:
        """Take in what the mailbox has of an own feed and this desk has not. Raises UserError where somebody else
        wrote there, or where another mailbox has what this one contradicts.
        """
        ultimo = c.en_almacen(lambda: self._horquilla(c, autor))
        if ultimo is None:
            return
        propias = c.en_almacen(lambda: self._almacen.sincronia.ultimo(autor))
        ajenas = list(self._siguientes(c, autor, ultimo))
        if not ajenas:
            return
        for entrada in ajenas:
            self._traer_contenido(c, entrada)
        if propias == ultimo:
            c.en_almacen(lambda: self._almacen.sincronia.agregar(ajenas))
        else:
            for callado in c.en_almacen(lambda: self._refundir(ajenas)):
                c.decir("aviso", callado)
        if not any(r.texto == RECUPERADO for r in c.renglones):
            c.decir("aviso", RECUPERADO)

    def _horquilla(self, c: Contexto, autor: str) -> tuple[int, str] | None:
        """The last entry that both have, where the mailbox may go on from it otherwise; None where it ends before what
        was written here. Only what this mailbox is not known to have is looked at.
        """
        s = self._almacen.sincronia
        hay = s.ultimo(autor)
        n = min(s.publicado(c.buzon, autor), hay[0])
        previa = s.entrada(autor, n)
        comun = (n, previa.sha256) if previa is not None else (0, "")
        for entrada in s.entradas(autor, desde=n + 1):
            octetos = buzon.leer(c.destino, entrada.clave, feed.LIMITE)
            if octetos is None:
                return None
            if octetos != entrada.octetos:
                return comun
            comun = (entrada.cuerpo.n, entrada.sha256)
        return comun

    def _siguientes(self, c: Contexto, autor: str, ultimo: tuple[int, str]) -> Iterable[Entrada]:
        while True:
            publica = c.en_almacen(partial(self._publica, autor, ultimo[0] + 1))
            c.pulso(0)
            octetos = buzon.leer(c.destino, feed.clave(autor, ultimo[0] + 1), feed.LIMITE)
            if octetos is None:
                return
            entrada = feed.leer(octetos, autor, ultimo[0] + 1, ultimo[1])
            try:
                buzon.exigir_firma(entrada, (publica,))
            except UserError as ajena:
                raise UserError(
                    "En ese buzón escribe otra oficina, con otra llave que la de esta carpeta de datos. Revise que el "
                    "buzón sea el suyo; no se cambió nada."
                ) from ajena
            yield entrada
            ultimo = (entrada.cuerpo.n, entrada.sha256)

    def _publica(self, autor: str, n: int) -> Publica:
        dichas = (e.cuerpo.dicho for e in self._almacen.sincronia.entradas(feed.OFICINA, clase=Clase.LLAVE))
        llaves = [d for d in dichas if isinstance(d, LlaveDeOficina)]
        if autor == feed.OFICINA or not llaves:
            return self._llave().publica
        return Publica.leer(feed.llave_en_vigor(llaves, autor.rpartition("/")[2], n).publica)

    def _traer_contenido(self, c: Contexto, entrada: Entrada) -> None:
        dicho = entrada.cuerpo.dicho
        if isinstance(dicho, Publicacion):
            contenido = buzon.contenido(c.destino, dicho.sha256, dicho.bytes, lambda _: c.pulso(0))
            c.en_almacen(lambda: self._almacen.archivos.guardar(contenido))

    # --- two histories into one -----------------------------------------------------------------------------------

    def _refundir(self, ajenas: Sequence[Entrada]) -> list[str]:
        """Put those of the mailbox where ours stood, and ours behind them; in words, what was not repeated and why."""
        llave, callados = self._llave(), list[str]()

        def rehacer(propias: Sequence[Entrada]) -> list[Callable[[tuple[int, str]], Cuerpo]]:
            quedan, sobran = por_repetir(propias, ajenas)
            callados.extend(filter(None, map(_callado, sobran)))
            return [lambda antes, e=e: _otra_vez(e.cuerpo, antes) for e in quedan]  # type: ignore[misc]

        self._almacen.sincronia.refundir(ajenas, rehacer, lambda octetos: llave.firmar(feed.ESPACIO, octetos))
        return callados


def por_repetir(propias: Sequence[Entrada], ajenas: Sequence[Entrada]) -> tuple[list[Entrada], list[Entrada]]:
    """Which own words are said again behind those of the mailbox, and which are not: the office had spoken of the same
    thing meanwhile, and who wrote here could not know. Striking a laptop off is always repeated.
    """
    sabido = {asunto: e for e in ajenas if (asunto := _asunto(e))}
    quedan: list[Entrada] = []
    sobran: list[Entrada] = []
    for e in propias:
        previa = sabido.get(_asunto(e))
        if previa is None or (e.cuerpo.clase == Clase.BAJA and previa.cuerpo.clase != Clase.BAJA):
            quedan.append(e)
        elif e.cuerpo.datos != previa.cuerpo.datos:
            sobran.append(e)
    return quedan, sobran


def _asunto(e: Entrada) -> tuple[str, ...]:
    """What an entry is about."""
    dicho = e.cuerpo.dicho
    if isinstance(dicho, Inscripcion):
        return ("equipo", dicho.equipo)
    if isinstance(dicho, Publicacion):
        return ("que", dicho.que)
    if isinstance(dicho, AcuseDeOficina):
        return ("paquete", dicho.sha256)
    return ("llave",) if isinstance(dicho, LlaveDeOficina) else ()


def _callado(e: Entrada) -> str:
    """What to tell of a word that was not repeated; receipts are written anew where they are due."""
    dicho = e.cuerpo.dicho
    if isinstance(dicho, Inscripcion):
        que = f"la inscripción del equipo {dicho.equipo}" if e.cuerpo.clase == Clase.INSCRIPCION else "una baja"
    elif isinstance(dicho, Publicacion):
        que = f"«{dicho.titulo}»"
    elif isinstance(dicho, LlaveDeOficina):
        que = "la llave con la que se sella"
    else:
        return ""
    return (
        f"No se repitió {que}, que se hizo aquí sin saber lo que esta oficina ya había dicho después de lo mismo. "
        "Revíselo y hágalo otra vez si todavía debe ser."
    )


def _otra_vez(c: Cuerpo, antes: tuple[int, str]) -> Cuerpo:
    """The same words, by whom and when they were said, in another place of the feed."""
    n, anterior = antes
    return Cuerpo.model_validate({**c.model_dump(), "n": n + 1, "anterior": anterior})

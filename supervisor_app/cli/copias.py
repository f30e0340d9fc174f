"""``visitas compartir`` and ``visitas unir``: working copies of an open visit for the laptops of one commission."""

from __future__ import annotations

from argparse import Namespace

from supervisor_app.cli.acceso import Nueva
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.codigos import Codigo
from supervisor_app.cli.contexto import hay_datos, servicios, sin_datos
from supervisor_app.cli.salida import avisar, decir, decir_json
from supervisor_app.domain.fusion.palabras import de_que, nombre_del_campo, valor_en_palabras
from supervisor_app.domain.texto import cuantos, fecha_hora, tamano
from supervisor_app.services.copias import Previa


def compartir(args: Namespace) -> int:
    with servicios(args) as abiertos:
        visita = abiertos.visitas.abrir(args.visita).visita
        hecha = abiertos.copias.compartir(visita.id, args.salida)
    if args.json:
        decir_json({"folio": visita.folio, "ruta": str(hecha.ruta), "bytes": hecha.bytes, "archivos": hecha.evidencias})
    else:
        decir(f"Copia de trabajo de {visita.folio} ({tamano(hecha.bytes)}):\n   {hecha.ruta}")
    return Codigo.BIEN


def unir(args: Namespace) -> int:
    """Joins, or with ``--solo-ver`` only tells. A first laptop may have no data folder yet: only joining makes it."""
    vacia = args.solo_ver and not hay_datos(carpeta_de_datos(args))
    with sin_datos() if vacia else servicios(args, nueva=Nueva.REAL) as abiertos:
        previa = abiertos.copias.examinar(args.copia) if args.solo_ver else abiertos.copias.unir(args.copia).previa
    if args.json:
        decir_json(_como_json(previa, unida=not args.solo_ver and not previa.nada))
        return Codigo.BIEN
    c = previa.cabecera
    decir(f"{previa.expediente.visita.folio} · {c.titulo}: copia de {c.quien or 'sin nombre'}, {fecha_hora(c.hecha)}")
    if previa.nada:
        decir("   Ya estaba unida: no trae nada nuevo.")
    for novedad in previa.novedades:
        decir(f"   {novedad}")
    for aviso in previa.avisos:
        avisar(f"Aviso: {aviso}")
    if previa.choques:
        decir(
            f"   {cuantos(len(previa.choques), 'dato quedó distinto', 'datos quedaron distintos')}; decida cuál vale:"
        )
    for choque in previa.choques:
        decir(f"   - {de_que(previa.expediente, choque)} · {nombre_del_campo(choque)}")
        for lado in choque.lados:
            valor = valor_en_palabras(previa.expediente, choque, lado.valor).replace("\n", " / ")
            decir(f"       {valor} ({lado.quien or 'sin nombre'}, {fecha_hora(lado.cuando)})")
    return Codigo.BIEN


def _como_json(previa: Previa, *, unida: bool) -> dict[str, object]:
    c, e = previa.cabecera, previa.expediente
    return {
        "folio": e.visita.folio,
        "visita": c.visita_id,
        "de": c.quien,
        "hecha": c.hecha.isoformat(),
        "unida": unida,
        "nueva": previa.nueva,
        "novedades": list(previa.novedades),
        "avisos": list(previa.avisos),
        "choques": [
            {
                "registro": choque.registro_id,
                "campo": choque.campo,
                "de_que": de_que(e, choque),
                "lados": [
                    {"valor": valor_en_palabras(e, choque, x.valor), "quien": x.quien, "cuando": x.cuando.isoformat()}
                    for x in choque.lados
                ],
            }
            for choque in previa.choques
        ],
    }

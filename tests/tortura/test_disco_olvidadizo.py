"""The model of a disk that forgets: what is kept, what is not, and what may be."""

from random import Random

import pytest

from tests.tortura.disco_olvidadizo import PAGINA, Disco


@pytest.fixture
def disco() -> Disco:
    hecho = Disco()
    hecho.crear("/viejo").escribir(b"uno", 0)
    hecho.hacer_carpeta("/c")
    hecho.afirmar_todo()
    return hecho


def test_what_stood_long_ago_is_there(disco: Disco) -> None:
    assert disco.tras_el_corte() == {"/viejo": b"uno", "/c": None}


def test_data_are_kept_by_an_fsync_of_their_file(disco: Disco) -> None:
    disco.archivo("/viejo").escribir(b"dos", 0)
    assert disco.tras_el_corte()["/viejo"] == b"uno"
    disco.archivo("/viejo").afirmar()
    assert disco.tras_el_corte()["/viejo"] == b"dos"


def test_a_new_name_is_kept_by_an_fsync_of_its_folder(disco: Disco) -> None:
    disco.crear("/c/n").escribir(b"dato", 0)
    disco.archivo("/c/n").afirmar()
    assert "/c/n" not in disco.tras_el_corte()
    disco.afirmar_carpeta("/c")
    assert disco.tras_el_corte()["/c/n"] == b"dato"


def test_a_name_without_its_data_is_an_empty_file(disco: Disco) -> None:
    disco.crear("/c/n").escribir(b"dato", 0)
    disco.afirmar_carpeta("/c")
    assert disco.tras_el_corte()["/c/n"] == b""


def test_a_rename_is_undone_where_its_folder_was_not_flushed(disco: Disco) -> None:
    disco.renombrar("/viejo", "/nuevo")
    assert set(disco.tras_el_corte()) == {"/viejo", "/c"}
    disco.afirmar_carpeta("/")
    assert set(disco.tras_el_corte()) == {"/nuevo", "/c"}


@pytest.mark.parametrize("flushed", ["/", "/c"])
def test_a_rename_between_folders_is_kept_whole_by_a_flush_of_either(disco: Disco, flushed: str) -> None:
    disco.renombrar("/viejo", "/c/n")
    assert set(disco.tras_el_corte()) == {"/viejo", "/c"}
    disco.afirmar_carpeta(flushed)
    assert set(disco.tras_el_corte()) == {"/c", "/c/n"}


def test_what_a_kept_rename_needs_is_kept_with_it(disco: Disco) -> None:
    disco.crear("/nuevo").escribir(b"dato", 0)
    disco.archivo("/nuevo").afirmar()
    disco.crear("/otro")
    disco.renombrar("/nuevo", "/c/n")
    disco.afirmar_carpeta("/c")
    vistos = {frozenset(disco.tras_el_corte(Random(n))) for n in range(20)}
    assert vistos == {frozenset({"/viejo", "/c", "/c/n"}), frozenset({"/viejo", "/c", "/c/n", "/otro"})}


def test_what_was_deleted_comes_back_where_its_folder_was_not_flushed(disco: Disco) -> None:
    disco.borrar("/viejo")
    assert "/viejo" in disco.tras_el_corte()
    disco.afirmar_carpeta("/")
    assert "/viejo" not in disco.tras_el_corte()


def test_a_cut_at_random_keeps_some_pages_and_not_others(disco: Disco) -> None:
    archivo = disco.archivo("/viejo")
    archivo.escribir(b"a" * PAGINA * 3, 0)
    archivo.afirmar()
    archivo.escribir(b"b" * PAGINA * 3, 0)
    vistos = {disco.tras_el_corte(Random(n))["/viejo"] for n in range(60)}
    paginas = {tuple(dato[i * PAGINA : i * PAGINA + 1] for i in range(3)) for dato in vistos if dato is not None}
    assert len(paginas) == 8


def test_a_cut_at_random_keeps_a_rename_whole(disco: Disco) -> None:
    disco.renombrar("/viejo", "/c/n")
    vistos = {frozenset(disco.tras_el_corte(Random(n))) for n in range(20)}
    assert vistos == {frozenset({"/viejo", "/c"}), frozenset({"/c", "/c/n"})}


@pytest.mark.parametrize("llamada", ["nodo", "archivo", "carpeta", "borrar"])
def test_what_is_not_there_is_an_error_of_the_system(disco: Disco, llamada: str) -> None:
    with pytest.raises(FileNotFoundError):
        getattr(disco, llamada)("/no")


def test_a_link_is_one_content_under_two_names(disco: Disco) -> None:
    disco.enlazar("/viejo", "/c/otro")
    disco.archivo("/c/otro").escribir(b"dos", 0)
    assert bytes(disco.archivo("/viejo").vivo) == b"dos"
    with pytest.raises(FileExistsError):
        disco.enlazar("/viejo", "/c/otro")

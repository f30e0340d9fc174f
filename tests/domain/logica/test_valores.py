"""What expressions give, case by case: the examples of the specification, and of both reference evaluators."""

import math
from datetime import datetime, timedelta, timezone

import pytest

from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.expresion import evaluar

CENTRO = timezone(timedelta(hours=-6))
AMBIENTE = Ambiente.de(datetime(2026, 11, 21, 20, 30, tzinfo=CENTRO), semilla="s", version="7")
NAN = math.nan
INF = math.inf

MANZANA = (
    "38.25304740874071 21.75644703234866;38.25308110946615 21.763377860443143;38.25078942453431 21.763399318115262;"
    "38.25090738066984 21.756640151397733;38.25197740258244 21.75892539347842"
)

CASOS: list[tuple[str, object]] = [
    # operators and their strength
    ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9.0), ("1 - 2 - 3", -4.0), ("-(8*5)", -40.0), ("- - 2", 2.0),
    ("2 * 3 div 8 * 2", 1.5), ("-3 + 4", 1.0), ("3 + -4", -1.0), ("-'19'", -19.0), ("'123' * '456'", 56088.0),
    ("1 div 0", INF), ("-1 div 0", -INF), ("0 div 0", NAN), ("5 mod 3", 2.0), ("-5 mod 3", -2.0), ("5 mod -3", 2.0),
    ("5 mod 0", NAN), ("true() or true() and false()", True), ("(true() or true()) and false()", False),
    ("3 < 4 < 5", True), ("3 < (4 < 5)", False), ("false() and false() < true()", False), ("-3 < 3 = 6 >= 6", True),
    ("1 or 2 or 3 or 0", True), ("1 and 1 and 0", False), ("1 + 2 + 3 - 4 + 5", 7.0), ("10 - 2 * 3 - 1", 3.0),
    # empty answers
    ("'' = ''", True), ("'' = 0", False), ("'' != 0", True), ("'' < 5", False), ("'' + 1", NAN), ("not('')", True),
    ("number('')", NAN), ("boolean('')", False), ("string('')", ""), ("'' = false()", True),
    # comparisons and conversions
    ("'abc' < 'abcd'", False), ("'-17' > '-172'", True), ("true() = 17", True), ("0 = false()", True),
    ("17 = '17.0000000'", True), ("'0017.' = 17", True), ("'017.' = '17.000'", False), ("true() > 0.9999", True),
    ("6.1 - 7.8 = -1.7", True), ("0.1 + 0.2 = 0.3", True), ("number('NaN') = number('NaN')", False),
    ("number('NaN') != number('NaN')", True), ("true() + 8", 9.0), ("boolean('false')", True), ("boolean('  ')", True),
    ("boolean(0)", False), ("boolean(number('x'))", False), ("boolean(1 div 0)", True), ("number(' -12.5 ')", -12.5),
    ("number('1e3')", NAN), ("number('1,234')", NAN), ("number('+5')", NAN), ("number('- 17')", NAN),
    ("number('34.56.7')", NAN), ("number(true())", 1.0), ("number('.5')", 0.5), ("number('5.')", 5.0),
    ("string(123456.0000)", "123456"), ("string(-0)", "0"), ("string(.557586)", "0.557586"),
    ("string(1 div 0)", "Infinity"), ("string(number('x'))", "NaN"), ("string(true())", "true"),
    ("string(1230000000000000000000)", "1230000000000000000000"), ("string(0.0000000125)", "0.0000000125"),
    # dates
    ("'2018-01-01' < '2018-01-02'", True), ("'2018-1-2' = '2018-01-02'", True), ("number('1970-01-02')", 1.0),
    ("date('2001-12-26') > date('2001-12-25')", True), ("date('2008-09-08') - date('1983-10-06')", 9104.0),
    ("date('2018-01-01' + 1)", "2018-01-02"), ("'2021-11-30' - '2021-11-29'", 1.0), ("number('1983-09-31')", NAN),
    ("10 + date('2012-07-24') = date('2012-08-03')", True), ("date(6.5)", "1970-01-07"), ("date(-1)", "1969-12-31"),
    ("date('')", ""), ("date('no es')", ""), ("date(true())", ""), ("date('1970-1-2')", "1970-01-02"),
    ("date('2026-11-21T23:00:00.000-06:00')", "2026-11-21"), ("date('2026-11-22T03:00:00Z')", "2026-11-21"),
    ("'string' != date('1999-09-09')", True), ("true() != date('1999-09-09')", False),
    ("'2018-06-25' = '2018-06-25T00:00:00.000-06:00'", True), ("'2018-06-25' < '2018-06-25T00:00:00.001-06:00'", True),
    ("'2012-08-20T00:00:00+00:00' > '2012-08-08T06:07:08.123-07:00'", True),
    ("today()", "2026-11-21"), ("now()", "2026-11-21T20:30:00.000-06:00"), ("now() > today()", True),
    ("now() < today() + 1", True), ("int(now()) = today() + 0", True), ("date(now() + 1)", "2026-11-22"),
    ("'2026-11-22' <= now()", False),
    ("decimal-date-time('1970-01-01T00:00:00Z')", 0.0), ("decimal-date-time('1970-01-01')", 0.25),
    ("decimal-date-time('2018-04-24T15:30:00.000+06:00')", 17645.395833333332), ("decimal-date-time('')", NAN),
    ("date-time(0)", "1969-12-31T18:00:00.000-06:00"), ("date-time('1970-01-01')", "1970-01-01"),
    ("date-time(decimal-date-time(now()) + 1)", "2026-11-22T20:30:00.000-06:00"),
    ("decimal-time('06:00:00.000-06:00')", 0.25), ("decimal-time('06:00:00.000-00:00')", 0.0),
    ("decimal-time('24:00:00.000-06:00')", NAN), ("decimal-time('06:60:00.000-06:00')", NAN),
    ("decimal-time('a')", NAN),
    ("format-date('2018-01-02', '%Y-%y-%m-%n-%d-%e')", "2018-18-01-1-02-2"), ("format-date('', '%Y')", ""),
    ("format-date('2026-11-21', '%a %e de %b')", "sáb 21 de nov"), ("format-date('x', '%Y')", ""),
    ("format-date-time('2018-01-02T10:20:30.123', '%H:%h:%M:%S.%3 %%')", "10:10:20:30.123 %"),
    ("format-date(today() + 30.1, '%Y-%m-%d')", "2026-12-21"), ("format-date('2026-11-21' + 0.9, '%e')", "21"),
    ("format-date-time(now() + 1, '%d %H:%M')", "22 20:30"),
    ("format-date-time(date-time(decimal-date-time(now())), '%d %H:%M')", "21 20:30"),
    # text
    ("concat('a')", "a"), ("concat(1, 'a', true())", "1atrue"), ("join('-', 'a', 'b', 'c')", "a-b-c"),
    ("substr('hello', 1)", "ello"), ("substr('hello', 1, 4)", "ell"), ("substr('hello', -2)", "lo"),
    ("substr('hello', -1 div 0, 1 div 0)", "hello"), ("substr('hello', 1 div 0)", ""), ("substr('hello', -9)", "hello"),
    ("substr('hello', '', 2)", "he"),
    ("substr('hello', 0, -1)", "hell"), ("substr('hello', 3, 1)", ""), ("substring('12345', 2, 3)", "234"),
    ("substring('12345', 1.5, 2.6)", "234"), ("substring('12345', 0, 3)", "12"), ("substring('12345', 0 div 0, 3)", ""),
    ("substring('12345', -42, 1 div 0)", "12345"), ("substring('12345', -1 div 0, 1 div 0)", ""),
    ("substring-before('hello', 'l')", "he"), ("substring-before('hello', 'q')", ""),
    ("substring-before('hello', '')", ""), ("substring-after('hello', 'l')", "lo"),
    ("substring-after('hello', 'q')", ""), ("substring-after('hello', '')", "hello"),
    ("translate('hello', 'lo', 'LO')", "heLLO"), ("translate('hello world', 'hello', '')", " wrd"),
    ("translate('hello wor,ld', ' ,', ', ')", "hello,wor ld"), ("contains('abc', 'b')", True),
    ("starts-with('', '')", True), ("ends-with('abc', 'c')", True), ("ends-with('abc', 'a')", False),
    ("string-length('cocotero')", 8.0), ("normalize-space(' \ta\n\t  b ')", "a b"),
    ("boolean-from-string('1')", True), ("boolean-from-string(1)", True), ("boolean-from-string(1.0001)", False),
    ("boolean-from-string('whatever')", False), ("boolean-from-string(true())", True),
    ("boolean-from-string('TRUE')", False),
    ("regex('a1', '[0-9]')", True), ("regex('a1', '^[0-9]+$')", False),
    ("regex('12\n', '^[0-9]+$')", False), ("regex('a$', '[$]')", True), ("regex('a$', 'a\\$$')", True),
    ("regex('[', '^[[a]$')", True), ("regex('1.5', '^[0-9]+[.,:][0-9]$')", True),
    ("regex('&', '^[a&&b]$')", True), ("regex(']$', '^[\\]$]+$')", True),
    ("regex('GARC650101AB1', '^[A-ZÑ&]{3,4}[0-9]{6}[A-Z0-9]{3}$')", True),
    ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
    ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("digest('', 'SHA-256')", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    ("base64-decode('w7FhbmR1')", "ñandu"), ("base64-decode('%%')", ""), ("base64-decode(' w7Fh\nbmR1 ')", "ñandu"),
    ("version()", "7"),
    # numbers
    ("round('14.29123456789')", 14.0), ("round('14.29123456789', 1)", 14.3), ("round('12345.12345', -1)", 12350.0),
    ("round('12345.15', 1)", 12345.2), ("round('-12345.15', 1)", -12345.1), ("round(-2.5)", -2.0), ("round(2.5)", 3.0),
    ("round('-50.55', -2)", -100.0), ("round('x')", NAN), ("round(1 div 47999799999)", 0.0),
    ("int('-12345.6789')", -12345.0),
    ("int(2.51)", 2.0), ("int('')", NAN), ("ceiling(1.2)", 2.0), ("floor(-1.2)", -2.0), ("abs(-3.5)", 3.5),
    ("pow(2.5, 2)", 6.25), ("pow(-1, 3)", -1.0), ("pow(0, -1)", INF), ("pow(10, 400)", INF),
    ("pow(1, '')", 1.0), ("sqrt(9)", 3.0),
    ("sqrt(-1)", NAN), ("log(exp(2))", 2.0), ("log10(100)", 2.0), ("log(0)", -INF), ("log(-1)", NAN),
    ("exp10(2)", 100.0), ("exp(1000)", INF), ("pi()", math.pi), ("cos(0)", 1.0), ("sin(0)", 0.0), ("tan(0)", 0.0),
    ("asin(1)", math.pi / 2), ("acos(2)", NAN), ("atan(0)", 0.0), ("atan2(1, 1)", math.pi / 4), ("sin(1 div 0)", NAN),
    ("max(1, '', 3)", 3.0), ("min(4, 2, 'x')", 2.0), ("max('')", NAN), ("max(-5, -3)", -3.0),
    # choices and conditions
    ("if(true(), 5, 'abc')", 5.0), ("if('', 5, 'abc')", "abc"), ("if(1, '2', 3) + 1", 3.0), ("coalesce('', 'b')", "b"),
    ("coalesce(1 + '', 0)", "0"), ("coalesce('a', 'b')", "a"), ("once('a')", "a"),
    ("selected('apple baby crimson', '  baby  ')", True), ("selected('apple baby', 'bab')", False),
    ("selected('', 'a')", False), ("count-selected('a b c')", 3.0), ("count-selected('')", 0.0),
    ("selected-at('a b c', 2)", "c"), ("selected-at('a b', 2)", ""), ("selected-at('a b', -1)", ""),
    ("selected-at('a b', '')", ""), ("selected-at('a b', 1 div 0)", ""), ("selected-at('a b', 1.9)", "b"),
    ("selected-at('a b', 0)", "a"), ("checklist(1, 2, 'foo', 'bar', 'baz')", False), ("checklist(-1, -1)", True),
    ("checklist(1, 1, 0, 1)", True), ("weighted-checklist(5, -1, 'a', 3, 'b', 2)", True),
    ("weighted-checklist(-1, 4, 'a', 3, 'b', 2)", False),
    # places
    (f"area('{MANZANA}')", 122754.94), (f"distance('{MANZANA}')", 1684.62), ("distance('0 0;0 1')", 111318.85),
    ("area('0 0;0 1')", 0.0), ("distance('7.9 -11.5;7.9 -11.5')", 0.0), ("area('a')", NAN), ("distance('')", NAN),
    ("distance('5000 5000;5000 5000')", NAN),
    ("geofence('0.5 0.5 0 0', '0 0;0 1;1 1;1 0;0 0')", True), ("geofence('2 0.5 0 0', '0 0;0 1;1 1;1 0;0 0')", False),
]  # fmt: skip


@pytest.mark.parametrize(("expresion", "esperado"), CASOS, ids=[c[0] for c in CASOS])
def test_an_expression_gives_what_the_specification_says(expresion: str, esperado: object) -> None:
    dado = evaluar(expresion, AMBIENTE)
    if isinstance(esperado, float):
        assert isinstance(dado, float)
        assert dado == pytest.approx(esperado, rel=1e-9, abs=1e-12, nan_ok=True)
    else:
        assert dado == esperado
        assert type(dado) is type(esperado)


def test_chance_comes_from_the_seed_alone() -> None:
    otra = Ambiente(AMBIENTE.ahora, AMBIENTE.zona, "otra")
    assert evaluar("random()", AMBIENTE) == evaluar("random()", AMBIENTE)
    assert evaluar("random()", AMBIENTE) != evaluar("random()", otra)
    assert evaluar("random() = random()", AMBIENTE) is False


def test_an_identifier_has_the_form_of_version_four() -> None:
    assert evaluar("regex(uuid(), '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$')", AMBIENTE)
    assert evaluar("string-length(uuid(100))", AMBIENTE) == 100.0


def test_the_moment_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        Ambiente.de(datetime(2026, 11, 21))  # noqa: DTZ001

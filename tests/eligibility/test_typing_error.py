"""Tests of reading an unknown word as a typing error of a known one, against a search through all known words."""

import string
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from npo_cli.eligibility.forms import Forms, forms_text
from npo_cli.eligibility.typing_error import SHORTEST, SHORTEST_FOR_TWO, SpellingIndex, distance

WORDS = sorted(
    """
    huur duur vuur bus bar rum les kas sport spel taal zaal klas boek tekst groep
    lessen lezen lezers school scholen docent docenten leraar leraren leerling leerlingen lokaal lokalen
    zomerschool zomerscholen winterschool weekendschool vakantieschool voorschool voorschoolse naschools buitenschools
    chromebook chromebooks laptop laptops tablet tablets instrument instrumenten muziekinstrument muziekinstrumenten
    vervoer leerlingenvervoer busvervoer touringcar glasvezel glasvezelverbinding glasvezelaansluiting glasvezelkabel
    logopedie logopedist logopedisten schoollogopedist schoolplein schoolpleinen speelplaats speelplaatsen
    huiswerkbegeleiding huiswerkbegeleider huiswerkklas huiswerkhulp huisvesting onderwijshuisvesting
    thuiszitter thuiszitters thuiszitten schoolverzuim verzuim verzuimpreventie jongerencoach jongerenwerk jeugdhulp
    bibliotheek bibliotheekboek bibliotheekboeken voorlezen voorleeshulp voorleestraject ouderbetrokkenheid
    samenwerking samenwerken begeleiding begeleiden begeleider ondersteuning ondersteunen professionalisering
    """.split()
)
INDEX = SpellingIndex(Forms(forms_text({word: {0} for word in WORDS})))
LONG = [word for word in WORDS if len(word) > SHORTEST]


def edits(left: str, right: str, *, swaps: bool = True) -> int:
    """Count edits between two words the plain way: by a table of all prefixes."""
    table = {(i, 0): i for i in range(len(left) + 1)} | {(0, j): j for j in range(len(right) + 1)}
    for i, j in product(range(1, len(left) + 1), range(1, len(right) + 1)):
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (left[i - 1] != right[j - 1]))
        if swaps and min(i, j) > 1 and left[i - 2 : i] == right[j - 2 : j][::-1]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(left), len(right)]


def nearest_of_all(word: str, most: int, *, swaps: bool = True) -> tuple[int, str]:
    """Search all known words for the nearest to a word; a count above `most` if none is near enough.

    Of equals it is one with the same letters, then one of which a letter was left out, and then the first by alphabet.
    """
    near = [known for known in WORDS if known[0] == word[0] and abs(len(known) - len(word)) <= most]
    ranked = [
        (edits(word, known, swaps=swaps), sorted(word) != sorted(known), len(known) <= len(word), known)
        for known in near
    ]
    count, *_, known = min(ranked, default=(most + 1, True, True, ""))
    return count, known


@st.composite
def mistyped(draw: st.DrawFn, word: str) -> str:
    """Make one typing error in a word: a letter changed, added, dropped or swapped, behind the first."""
    place = draw(st.integers(1, len(word) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    before, here, after = word[:place], word[place], word[place + 1 :]
    swapped = before + after[:1] + here + after[1:]
    return draw(st.sampled_from([before + letter + after, before + letter + here + after, before + after, swapped]))


@given(st.data(), st.sampled_from(LONG))
def test_one_error_is_found(data: st.DataObject, word: str) -> None:
    """A long known word with any one error is read as it, or as a known word that is nearer or as near."""
    typed = data.draw(mistyped(word))
    assume(len(typed) >= SHORTEST)
    found = INDEX.nearest(typed)
    assert found
    assert {edits(typed, known) for known in found} <= {0, edits(typed, word)}
    assert edits(typed, word) <= 1


@given(st.data(), st.sampled_from(LONG))
def test_one_error_as_searching_all(data: st.DataObject, word: str) -> None:
    """Where one error is allowed, the word found is the one that a search through all known words finds."""
    typed = data.draw(mistyped(word))
    assume(len(typed) >= SHORTEST)
    count, known = nearest_of_all(typed, 1)
    assert INDEX.nearest(typed, most=1)[:1] == ((known,) if count <= 1 else ())


@given(st.data(), st.sampled_from([word for word in WORDS if len(word) > SHORTEST_FOR_TWO]))
def test_two_errors_in_a_longer_word(data: st.DataObject, word: str) -> None:
    """Two letters changed, added or dropped in a longer word are found, and nothing farther than need be."""
    typed = data.draw(mistyped(data.draw(mistyped(word))))
    assume(len(typed) >= SHORTEST_FOR_TWO)
    count, _ = nearest_of_all(typed, 2, swaps=False)
    found = INDEX.nearest(typed)
    if count <= 2:
        assert found
        assert edits(typed, found[0]) <= count
    assert all(edits(typed, known) <= 2 for known in found)


@given(st.data(), st.sampled_from([word for word in WORDS if len(word) < SHORTEST]))
def test_short_words_are_never_guessed(data: st.DataObject, word: str) -> None:
    """A word of few letters is never read as another, for one letter makes another word of it."""
    typed = data.draw(mistyped(word))
    assume(len(typed) < SHORTEST)
    assert INDEX.nearest(typed) == ()


@given(st.text(alphabet=string.ascii_lowercase, min_size=SHORTEST, max_size=16))
def test_other_words_stay_unknown(text: str) -> None:
    """Letters at random are read as a known word only if they are within the allowed errors of it."""
    found = INDEX.nearest(text)
    allowed = 2 if len(text) >= SHORTEST_FOR_TWO else 1
    if found:
        assert set(found) <= set(WORDS)
        assert len({edits(text, known) for known in found}) == 1
        assert edits(text, found[0]) <= allowed
    else:
        assert nearest_of_all(text, allowed, swaps=False)[0] > allowed


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("chromeboeks", "chromebooks"),
        ("zomreschool", "zomerschool"),
        ("ozmerschool", "zomerschool"),
        ("glasvezl", "glasvezel"),
        ("huiswerkbegeleidng", "huiswerkbegeleiding"),
        ("leerlinenvervor", "leerlingenvervoer"),
    ],
)
def test_errors_that_people_make(typed: str, known: str) -> None:
    """A dropped, doubled or swapped letter in a long word does not hide it."""
    assert INDEX.nearest(typed) == (known,)


@pytest.mark.parametrize("word", ["verhuur", "vuurwerk", "glasbak", "logistiek", "schoolfeest", "vezels", "lesauto"])
def test_other_meanings_stay_apart(word: str) -> None:
    """A word of another meaning is not read as a known one that shares a part with it."""
    assert INDEX.nearest(word) == ()


@given(st.text(alphabet="abc", max_size=7), st.text(alphabet="abc", max_size=7), st.integers(0, 3))
def test_distance_as_counted_the_plain_way(left: str, right: str, most: int) -> None:
    """The count of edits equals the plain count as far as the most that is asked for, and is above it beyond."""
    counted, plainly = distance(left, right, most), edits(left, right)
    assert counted == plainly if plainly <= most else counted > most

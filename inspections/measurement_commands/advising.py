"""What a person can do about a refused photo: a sentence in their language, and lines for the terminal. Pure."""

from collections.abc import Container, Iterator, Mapping
from typing import cast

from inspections.measurement.refusal import RefusalCode, Refused
from qa_service.i18n.catalogue import text

Answer = Mapping[str, object]


def refusal(why: Refused) -> Answer:
    """The answer for a refused photo or pocket, without words yet: those depend on the reader."""
    return {"refused": why.reason, "advice_code": why.advice}


def with_sentences(answer: Answer, language: str) -> Answer:
    """The same with the `advice` as a sentence wherever something was refused."""
    if "refused" in answer:
        return {**answer, "advice": sentence(answer, language)}
    if "pockets" in answer:
        pockets = _pockets(answer).items()
        return {
            **answer,
            "pockets": {name: with_sentences(each, language) for name, each in pockets},
        }
    return answer


def sentence(refused: Answer, language: str) -> str:
    """What to do next."""
    return text(f"advice.{refused['advice_code']}", language)


def lines(name: str, answer: Answer, *, named: Container[int] = ()) -> Iterator[str]:
    """One line for each refusal of an answer with sentences. A pocket may well be empty: it is told only
    where a unit is `named` for it, or where no pocket gave a size.
    """
    if "refused" in answer:
        yield f"{name}: {answer['refused']}. {answer['advice']}"
    if "pockets" in answer:
        pockets = _pockets(answer)
        has_sizes = any("refused" not in each for each in pockets.values())
        for number, each in pockets.items():
            is_empty = str(each.get("refused", "")).startswith(RefusalCode.NO_PART)
            if int(number) in named or not (has_sizes and is_empty):
                yield from lines(f"{name}, pocket {number}", each)


def _pockets(answer: Answer) -> Mapping[str, Answer]:
    return cast(Mapping[str, Answer], answer["pockets"])

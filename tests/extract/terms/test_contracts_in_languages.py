"""Kinds of contract as job services of many languages print them."""

import pytest

from crawlers.extract.header.labels import slot_of
from crawlers.extract.terms.contracts import contract_of_labels, read_contract
from crawlers.extract.terms.employment import looks_like_contract, read_contract_type
from tests.extract.facts import section


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("Līguma veids", "Uz nenoteiktu laiku", "indefinite"),
        ("Līguma veids", "Uz noteiktu laiku", "definite"),
        ("Sutarties tipas", "Neterminuota", "indefinite"),
        ("Lepingu tüüp", "Tähtajaline", "definite"),
        ("Munkaviszony időtartama", "határozatlan idejű munkaviszony", "indefinite"),
        ("Tipul contractului", "Perioadă determinată", "definite"),
        ("Вид договор", "Срочен договор", "definite"),
        ("Τύπος σύμβασης", "Αορίστου χρόνου", "indefinite"),
        ("Vrsta ugovora", "na određeno vrijeme", "definite"),
        ("Trajanje zaposlitve", "za nedoločen čas", "indefinite"),
        ("Тип договора", "Бессрочный трудовой договор", "indefinite"),
        ("Вид договору", "строковий договір", "definite"),
        ("Sözleşme tipi", "Belirsiz süreli", "indefinite"),
        ("نوع العقد", "عقد دائم", "indefinite"),
        ("雇用期間の定め", "期間の定めなし", "indefinite"),
        ("계약유형", "기간의 정함이 없는 근로계약", "indefinite"),
        ("Loại hợp đồng", "Hợp đồng không xác định thời hạn", "indefinite"),
        ("Loại hợp đồng", "Xác định thời hạn 24 tháng", "definite"),
        ("Jenis kontrak kerja", "PKWTT", "indefinite"),
        ("Type de contrat", "CDD d’un an", "definite"),
        ("Type de contrat", "CDI, temps plein", "indefinite"),
    ],
)
def test_labels(label: str, value: str, kind: str) -> None:
    assert slot_of(label) == "contract_type"
    contract = contract_of_labels(value)
    assert contract is not None
    assert contract.type == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Työsuhde on toistaiseksi voimassa oleva.", "indefinite"),
        ("Työ alkaa määräaikaisena.", "definite"),
        ("Siūlome neterminuotą darbo sutartį.", "indefinite"),
        ("Contract pe perioadă nedeterminată.", "indefinite"),
        ("Se ofrece contrato fijo discontinuo.", "indefinite"),
        ("Ký hợp đồng xác định thời hạn.", "definite"),
        ("Προσλαμβάνεται με σύμβαση ορισμένου χρόνου.", "definite"),
    ],
)
def test_sentences(sentence: str, kind: str) -> None:
    contract = read_contract(section(sentence, kind="contract"))
    assert contract is not None
    assert contract.type == kind


@pytest.mark.parametrize("line", ["Fast", "Toistaiseksi", "Постоянный", "Geçici", "Temporar"])
def test_a_word_of_everyday_is_a_kind_of_contract_behind_a_label_only(line: str) -> None:
    assert read_contract_type(line) is not None
    assert not looks_like_contract(line)

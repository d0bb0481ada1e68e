"""The headings under which Dutch and English systems write what npo looks for, casefolded."""

KNOWN = {
    "description": frozenset(
        {
            "omschrijving", "description", "beschrijving", "boekingsomschrijving", "boekstukomschrijving", "tekst",
            "regelomschrijving", "factuuromschrijving", "uitgave", "expense", "omschrijving boeking", "toelichting",
            "posttekst", "memo", "line description", "text", "narrative",
        }
    ),
    "date": frozenset(
        {
            "datum", "date", "boekdatum", "factuurdatum", "boekingsdatum", "transactiedatum", "boekstukdatum",
            "documentdatum", "invoice date", "posting date", "document date", "transaction date", "datum besteding",
        }
    ),
    "amount": frozenset(
        {
            "bedrag", "amount", "bedrag eur", "bedrag (eur)", "bedrag in eur", "bedrag (€)", "bedrag €", "bedrag euro",
            "boekbedrag", "nettobedrag", "netto bedrag", "bedrag excl. btw", "bedrag excl btw", "amount eur",
            "amount (eur)", "net amount",
        }
    ),
    "debit": frozenset({"debet", "debit", "bedrag debet", "debetbedrag", "debit amount", "af"}),
    "credit": frozenset({"credit", "bedrag credit", "creditbedrag", "credit amount", "bij"}),
    "side": frozenset(
        {
            "d/c", "debet/credit", "debit/credit", "af bij", "af/bij", "bij/af", "dc", "debcred", "soll/haben", "s/h",
            "s/h-ind.", "s/h indicator", "d/k", "db/cr", "dc-indicatie", "d/c-indicatie", "dc indicatie",
            "d/c indicatie", "d/c-code", "soort d/c", "debet of credit", "debit or credit", "debet/credit-indicator",
        }
    ),
    "goal": frozenset({"doel", "goal", "bestedingsdoel", "spending goal", "npo-doel", "npo doel"}),
    "supplier": frozenset(
        {
            "leverancier", "supplier", "crediteur", "crediteurnaam", "naam crediteur", "vendor", "relatie",
            "naam leverancier", "begunstigde", "naam", "crediteur naam", "vendor name", "supplier name",
        }
    ),
    "reference": frozenset(
        {
            "factuurnummer", "reference", "kenmerk", "referentie", "factuurnr", "factuurnr.", "boekstuknummer",
            "boekstuk", "documentnummer", "invoice number", "invoice no", "invoice", "stuknummer", "document number",
            "betalingskenmerk", "factuur",
        }
    ),
    "currency": frozenset({"valuta", "munt", "munteenheid", "muntsoort", "valutacode", "currency", "currency code"}),
}  # fmt: skip

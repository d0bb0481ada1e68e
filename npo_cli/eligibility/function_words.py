"""Function words of Dutch and English: articles, prepositions, conjunctions, and the words that deny.

They belong to the languages and to no grant, which is why they stand in code and not among the rules.
"""

from npo_cli.day import MONTH_NAMES

ARTICLES = frozenset("de het een der den des 't 'n 's the a an".split())

# Words that may stand between the words of a phrase, and that say nothing by themselves.
STOP = ARTICLES | frozenset(
    """
    in op aan bij van voor tot te ten ter uit door om over onder tijdens binnen buiten tussen na naar naast tegen per
    via rond rondom vanaf vanuit vanwege wegens gedurende sinds dankzij volgens als dan dat die dit deze daar daarbij
    daarvoor daarvan daarmee er erbij hier wie wat waar waarin waarop waarmee waarvoor waaraan zich zij ze zijn is was
    wordt worden werd word kan kunnen kon mag mogen moet moeten zal zullen wil willen heeft hebben had hun haar ons onze
    u uw we wij ik je jij hij men al alle alles ook nog reeds eens zo zoals onder andere oa bijv bijvoorbeeld dwz nl
    namelijk mbt tbv ivm iv tav ikv cq resp respectievelijk evt eventueel eventuele ca circa nr nrs tm t/m
    elk elke ieder iedere enkele enige sommige veel meer meest vele zeer heel hele wel graag we nu straks waarbij
    nodig ongeveer tevens verder overig overige wegens zodat omdat zodra terwijl wanneer of
    of to for at on by from in into during within through about as is are was were be been being this that these those
    who which whose where when what their his her its our your we they it he she you can could may might must shall
    should will would has have had do does also only so such eg ie etc all any each every some
    him her them me us hen hem jou jullie mij weer again more most very
    ism olv iov obv nav agv tgv dmv tlv zgn miv
    samen together aldus between among towards toward via per both other than then there not-yet while because if
    """.split()
)

# Words that join parts of an expense. What stands on either side is judged as a part of its own.
JOINING = frozenset(
    "en of and or plus alsmede evenals alsook benevens met with inclusief incl including maar but".split()
)

# Of these the ones that describe rather than join, after a word such as `kinderen`.
DESCRIBING = frozenset("met with".split())

# At the start of a part these introduce who carries out what stands before, or where and when: they name no purchase.
# `met`, `voor` and `van` may introduce a thing that is paid, and are none of them.
INTRODUCING = frozenset(
    """
    door via namens vanuit bij op in te tijdens gedurende ism olv iov binnen
    by at in on during via through within
    """.split()
)

# Words of carrying out, which may stand before an introducing word: verzorgd door …, run by …
CARRIED_OUT = frozenset(
    """
    uitvoering uitgevoerd verzorgd gegeven georganiseerd aangeboden begeleid begeleiding organisatie coordinatie
    gecoordineerd opgezet ontwikkeld gehouden
    run led given organised organized taught held delivered coordinated supervised provided offered
    """.split()
)

# After these `met` or `with` names a partner and not a further thing.
PARTNERING = frozenset("samenwerking afstemming overleg cooperation collaboration partnership consultation".split())

# After these the thing got is named, also behind `van` or `of`: huur van een steiger.
ACQUIRING = frozenset("huur huren gehuurd huurkosten rent rental renting rented hire hiring lease leasing".split())
OF = ARTICLES | {"van", "of"}

# After these stands whom a measure serves, or what it is about: bijles voor vrachtwagenchauffeurs, overleg over de cao.
SERVING = frozenset("voor onder for among over about".split())

# With a capital inside a sentence these begin a name: basisschool De Brug.
NAMING = frozenset("de het".split())

# Words that deny what follows, as far as the part or the next word of ENDS_DENIAL.
DENYING = frozenset(
    """
    zonder exclusief excl geen muv behalve uitgezonderd uitgez noch
    without excluding except no minus exclusive nor
    """.split()
)

# Words after `niet` / `not` (or the like) that deny what stands before them.
DENIED_AFTERWARDS = frozenset(
    """
    inbegrepen meegerekend meegenomen opgenomen inclusief vergoed betaald gefinancierd gedekt meegeteld
    gedeclareerd bekostigd toegevoegd aangeschaft ingekocht nodig aan
    included covered paid financed funded needed counted required part bought purchased
    """.split()
)

# Words that by themselves deny what stands before them, where nothing follows in the same part.
DENYING_AT_THE_END = frozenset("uitgezonderd uitgesloten excluded exclusief excl exempt".split())

NOT = frozenset("niet not isn't aren't nicht".split())

# After `niet` and at the end these deny what stands before them: "vervoer hoort er niet bij".
BELONGING = frozenset("bij erbij".split())

# After `niet` these show that it denies a thing and not a verb: "niet voor vervoer", "not the bus".
DENIES_WHAT_FOLLOWS = frozenset("voor de het een bestemd bedoeld zijnde for the a an any".split())

# After `niet` these show that what stands before is not to be paid: "het vervoer betalen we niet uit NPO".
DENIES_WHAT_STANDS_BEFORE = frozenset("uit hieruit hiervan from hierin ten onder hieronder under".split())

# After `niet` these deny what follows, if anything does: "niet inclusief vervoer", "not including books".
INCLUDING = frozenset("inclusief incl including include includes covering cover covers".split())

# Before `van` / `from` these deny what follows, where something stands before them: "bijles, afgezien van vervoer".
LEAVING_OUT = frozenset("afgezien los apart aside".split())

# With one of PAYERS next to them these deny what others pay: "het vervoer betalen de ouders zelf".
PAYING = frozenset("betalen betaalt bekostigen bekostigt vergoeden vergoedt financiert pay pays".split())
PAID = frozenset("betaald bekostigd vergoed gefinancierd gedragen paid funded financed covered".split())
FOR_ACCOUNT = frozenset("rekening".split())
PAYERS = frozenset(
    "ouder ouders deelnemers sponsor sponsors vereniging verenigingen parents participants clubs".split()
)

# These have an expense for their account too; what a school paid, it may declare: "laptops betaald door de school".
ACCOUNTABLE = PAYERS | frozenset("school scholen schoolbestuur schoolbesturen derden".split())

# With these it is open who pays in the end, or how much of it.
SHARED = frozenset(
    """
    deels gedeeltelijk half helft deel mede eerst voorlopig niets gemeente wij we ik npo rijk spuk uitkering terug
    part partly half share nothing first municipality grant back reimbursed
    """.split()
)

# `niet alleen X`, `not only X`, `niet meer dan 30 X`, `geen andere kosten dan X`: X is meant.
TAKES_DENIAL_BACK = frozenset(
    """
    alleen slechts enkel uitsluitend only just merely zonder without
    meer minder andere anders more less fewer other longer
    """.split()
)

# Of what is denied these are the whole: "€ 500 excl. btw en een laptop", "zonder winstoogmerk".
WHOLE_OF_DENIAL = frozenset("btw omzetbelasting winstoogmerk vat".split())

# `geen laptops beschikbaar`: what there is not, is likely to be bought.
AVAILABLE = frozenset("beschikbaar aanwezig voorradig voorhanden available".split())

# `niet betaald door de school`: then we pay it, unless these are named.
OURS = frozenset("gemeente npo ons municipality us".split())

# Words at which a denial ends: what follows is meant again.
ENDS_DENIAL = frozenset("maar wel met inclusief incl plus but with including waarbij waarvoor whereas while".split())

# After `en` these begin a new item, so that a denial before `en` does not reach it.
STARTS_ITEM = frozenset(
    """
    aanschaf aanschaffen aankoop kopen koop inkoop inkopen huur huren kosten extra ook tevens daarnaast vervolgens
    aanleg aanleggen bouw bouwen een purchase purchasing buy buying rent renting costs also
    """.split()
)

# Words that make a denial reach over `en`: "vervoer en lunch zijn niet inbegrepen".
PLURAL_VERBS = frozenset("zijn worden werden are were waren".split())

# Months, which say more of a year that follows: `maart 2021` is before `juli 2021`.
MONTHS = {
    name.lower(): number
    for names in (
        *MONTH_NAMES.values(),
        "jan feb mrt apr mei jun jul aug sep okt nov dec".split(),
        "jan febr mar apr may jun jul aug sept oct nov dec".split(),
    )
    for number, name in enumerate(names, 1)
}

ABBREVIATIONS = frozenset(
    """
    excl incl muv oa bijv evt nr ca resp mbt tbv ivm cq ikv tav dwz inz uitgez ism olv iov obv nav agv dmv tlv miv zgn
    eg ie etc m ing drs dr mr st
    """.split()
)

# Endings of adjectives, adverbs and qualities: such a word, though unknown, names no thing that could be bought.
MODIFIER_ENDINGS = tuple(
    """
    heid heden teit isme schap schappen ness ity
    lijk lijke isch ische baar bare loos loze zaam zame matig matige gericht gerichte achtig achtige ende ieve ele ige
    vol volle ly ful ous able less ive
    """.split()
)

# Every word that bears on what is denied, or on where a part ends.
STRUCTURAL = (
    STOP | JOINING | DENYING | DENIED_AFTERWARDS | DENYING_AT_THE_END | NOT | DENIES_WHAT_FOLLOWS | TAKES_DENIAL_BACK
    | ENDS_DENIAL | STARTS_ITEM | PLURAL_VERBS | DENIES_WHAT_STANDS_BEFORE | INCLUDING
    | LEAVING_OUT | PAYING | PAID | FOR_ACCOUNT | ACCOUNTABLE | SHARED | WHOLE_OF_DENIAL | AVAILABLE | OURS
    | INTRODUCING | BELONGING | CARRIED_OUT | PARTNERING | ACQUIRING | OF | SERVING | NAMING
)  # fmt: skip

"""Lithuanian, in the cases that periods use."""

from typing import Final

WORDS: Final = {
    # Words that no table has: prepositions, adjectives, parts of a day, numbers.
    "last": "praeitas, praeita, praeitą, praeito, praeitos, praeitais, praėjęs, praėjusi,"
    "praėjusį, praėjusią, praėjusio, praėjusios, praėjusius, praėjusias, praėjusių, praeitų,"
    "paskutinis, paskutinė, paskutinį, paskutinę, paskutinio, paskutinės, paskutiniai,"
    "paskutinius, paskutines, paskutinių, paskutinėmis, pastarasis, pastaroji, pastarąjį,"
    "pastarąją, pastarojo, pastarosios, pastarieji, pastaruosius, pastarąsias, pastarųjų,"
    "pastaraisiais, praėjusiais, ankstesnis, ankstesnė, ankstesnį, ankstesnę",
    "prelast": "užpraeita, užpraeitą, užpraeitas, užpraeitais, užpraeito, užpraeitos, užpraėjusi,"
    "užpraėjusią, užpraėjusį, užpraėjusiais",
    "last year": "pernai",
    "this year": "šiemet",
    "this": "šis, ši, šį, šią, šio, šios, šie, šiuo, šiais, šiame, šioje, šiuos, šių, einamasis,"
    "einamoji, einamąjį, einamąją, dabartinis, dabartinė, dabartinį, dabartinę",
    "next": "kitas, kita, kitą, kito, kitos, kitais, kitus, sekantis, sekanti, sekantį, sekančią,"
    "ateinantis, ateinanti, ateinantį, ateinančią",
    "weekend": "savaitgalis, savaitgalį, savaitgalio",
    "morning": "ryte, rytą, rytas, ryto",
    "afternoon": "popiet, po pietų",
    "evening": "vakare, vakarą, vakaras, vakaro",
    "today morning": "šįryt",
    "today evening": "šįvakar",
    "night": "naktį, naktis, šiąnakt",
    "@12:00:00": "vidurdienis, vidurdienio, vidurdienį, 12 val dienos, 12 valandą dienos",
    "@00:00:00": "vidurnaktis, vidurnakčio, vidurnaktį",
    "pre": "prieš",
    "1 day ago": "prieš dieną",
    "1 week ago": "prieš savaitę",
    "1 month ago": "prieš mėnesį",
    "1 year ago": "prieš metus",
    "1 hour ago": "prieš valandą",
    "1 minute ago": "prieš minutę",
    "to": "iki, ligi",
    "and": "ir",
    "from": "nuo",
    "after": "po",
    "between": "tarp",
    "for": "per",
    "week todate": "nuo savaitės pradžios, nuo šios savaitės pradžios",
    "month todate": "nuo mėnesio pradžios, nuo šio mėnesio pradžios",
    "quarter todate": "nuo ketvirčio pradžios, nuo šio ketvirčio pradžios",
    "year todate": "nuo metų pradžios, nuo šių metų pradžios",
    "q1": "1 ketvirtis, 1 ketvirtį, i ketvirtis, i ketvirtį, pirmas ketvirtis, pirmąjį ketvirtį",
    "q2": "2 ketvirtis, 2 ketvirtį, ii ketvirtis, ii ketvirtį, antras ketvirtis, antrąjį ketvirtį",
    "q3": "3 ketvirtis, 3 ketvirtį, iii ketvirtis, iii ketvirtį, trečias ketvirtis,"
    "trečiąjį ketvirtį",
    "q4": "4 ketvirtis, 4 ketvirtį, iv ketvirtis, iv ketvirtį, ketvirtas ketvirtis,"
    "ketvirtąjį ketvirtį",
    "30 minute": "pusvalandis, pusvalandį, pusvalandžio",
    "6 month": "pusmetis, pusmetį, pusmečio",
    "24 heure": "parą, paros",
    "2 month": "du mėnesius, du mėnesiai, dviejų mėnesių",
    "2 year": "dvejus metus, dveji metai, dvejų metų",
    "1": "vienas, viena, vieną, vieno, vienos",
    "2": "dvi, dviejų",
    "3": "trys, tris, trijų, trejus",
    "4": "keturios, keturias, keturi, keturis, keturių",
    "5": "penkios, penkias, penki, penkis, penkių",
    "6": "šešios, šešias, šeši, šešis, šešių",
    "7": "septynios, septynias, septyni, septynis, septynių",
    "8": "aštuonios, aštuonias, aštuoni, aštuonis, aštuonių",
    "9": "devynios, devynias, devyni, devynis, devynių",
    "10": "dešimt, dešimties",
    "11": "vienuolika, vienuolikos",
    "12": "dvylika, dvylikos",
    "(year)": "m, metai, metų, metus, metais",
    "(day)": "d, diena, dieną, dienos",
    # Relative days that dateparser's table lacks.
    "today": "šiandiena, šiandieną",
    "yesterday": "vakarykštė diena, vakarykštę dieną",
    "ereyesterday": "užvakar",
    "overmorrow": "poryt",
    # Cases of units that the table lacks, and single letters, which mean something else elsewhere.
    "second": "sekundės, sekundes, sekundžių",
    "minute": "minutės, minutes, minučių",
    "heure": "valandas, valandų",
    "day": "dienos, dienas, dienų, dienomis, d",
    "week": "savaitės, savaites, savaičių, savaitėje",
    "month": "mėnesį, mėnesio, mėnesiai, mėnesius, mėnesių, mėnesyje",
    "quarter": "ketvirtis, ketvirtį, ketvirčio, ketvirčiai, ketvirčius, ketvirčių, ketvirtyje",
    "year": "metus, metų, metais",
    # Cases of the weekdays, and short forms, that the table lacks.
    "monday": "pirmadienį, pirmadienio, pirmad",
    "tuesday": "antradienį, antradienio, antrad",
    "wednesday": "trečiadienį, trečiadienio, trečiad",
    "thursday": "ketvirtadienį, ketvirtadienio, ketvirtad",
    "friday": "penktadienį, penktadienio, penktad",
    "saturday": "šeštadienį, šeštadienio, šeštad",
    "sunday": "sekmadienį, sekmadienio, sekmad",
    # Cases of the months, and short forms, that the table lacks.
    "january": "sausį, sausyje",
    "february": "vasarį, vasaryje",
    "march": "kovą, kove",
    "april": "balandį, balandyje",
    "may": "gegužis, gegužio, gegužį, gegužėje",
    "june": "birželį, birželyje",
    "july": "liepoje",
    "august": "rugpjūtį, rugpjūtyje",
    "september": "rugsėjį, rugsėjyje",
    "october": "spalį, spalyje",
    "november": "lapkritį, lapkrityje",
    "december": "gruodį, gruodyje",
}

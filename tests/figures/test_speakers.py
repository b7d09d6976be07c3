"""Who says a figure. A wrong speaker is worse than none: many of these sentences have none."""

import pytest

from tests.figures.printed import read

FRENCH = [
    # prepositions
    ("Selon plusieurs médias lyonnais, la part est de 49 %.", "plusieurs médias lyonnais"),
    ("La part est de 49 %, d'après le cabinet Orvane.", "le cabinet Orvane"),
    ("D’après Lucie Brel, directrice de l'usine, la hausse est de 49 %.", "Lucie Brel"),
    ("De source proche du dossier, la part serait de 49 %.", "source proche du dossier"),
    ("À en croire les syndicats, 49 % des postes partiraient.", "les syndicats"),
    ("La baisse atteint 49 % selon deux banquiers.", "deux banquiers"),
    ("Selon l'ONG Terre claire, dont le siège est à Nantes, la hausse est de 49 %.", "l'ONG Terre claire"),
    ("Selon une étude de l'institut Volta publiée mardi, la part est de 49 %.", "une étude de l'institut Volta"),
    ("La fréquentation (en hausse de 49 %, selon la mairie) surprend.", "la mairie"),
    # verbs with their subject before them
    ("Lucie Brel a indiqué que la part est de 49 %.", "Lucie Brel"),
    ("La préfecture a également précisé que 49 % des routes étaient coupées.", "La préfecture"),
    ("Mais le groupe a annoncé une hausse de 49 %.", "le groupe"),
    ("Le groupe, qui exploite neuf usines, a déclaré que la hausse était de 49 %.", "Le groupe"),
    ("Plusieurs analystes évoquent une part de 49 %.", "Plusieurs analystes"),
    ("Des médias belges parlent de 49 % du capital.", "Des médias belges"),
    ("Plusieurs quotidiens italiens chiffrent la part à 49 %.", "Plusieurs quotidiens italiens"),
    ("L'exploitant fait état de 49 % de pertes.", "L'exploitant"),
    ("Orvane et Teralis ont annoncé une hausse de 49 %.", "Orvane et Teralis"),
    ("La ministre estime que 49 % des foyers sont touchés.", "La ministre"),
    ("Lucie Brel, directrice d'Orvane, a indiqué que la part était de 49 %.", "Lucie Brel"),
    # verbs before their subject
    ("« La part est de 49 % », a déclaré Lucie Brel.", "Lucie Brel"),
    ("La facture augmentera de 49 %, a précisé mardi le groupe.", "le groupe"),
    ("La hausse est de 49 %, a indiqué à l'AFP Lucie Brel, la directrice.", "Lucie Brel"),
    ("La part est de 49 %, souligne le cabinet Orvane dans une note.", "le cabinet Orvane"),
    ("La part, a expliqué Lucie Brel : « elle est de 49 % ».", "Lucie Brel"),
    ("La hausse est de 49 %, selon des analystes chez Orvane.", "des analystes chez Orvane"),
    ("Selon M. Brel, la part est de 49 %.", "M. Brel"),
    ("Hier, la direction a fait savoir que 49 % des postes partiraient.", "la direction"),
    ("Elle gardera 49 % du capital, a indiqué le groupe dirigé par Lucie Brel.", "le groupe"),
    # passives
    ("La part, chiffrée par l'AFP à 49 %, est faible.", "l'AFP"),
    ("La part est chiffrée par plusieurs médias suisses à 49 %.", "plusieurs médias suisses"),
    ("Le taux de 49 % avancé par les syndicats surprend.", "les syndicats"),
    ("Estimée à 49 % par le cabinet Orvane, la part recule.", "le cabinet Orvane"),
    # pronouns
    ("Lucie Brel a déclaré que tout va bien. La part est de 49 %, a-t-elle ajouté.", "Lucie Brel"),
    ("Selon Lucie Brel, rien ne presse. Elle a précisé que la part est de 49 %.", "Lucie Brel"),
    (
        "Lucie Brel a dit que tout va bien. « Brel n'a pas peur », a assuré Brel. Selon elle, 49 % restent.",
        "Lucie Brel",
    ),
    ("Lucie Brel a annoncé une vente. Jean Orlac a annoncé un achat. Elle a précisé que la part est de 49 %.", ""),
    ("La part est de 49 %, a-t-il ajouté.", ""),
    ("La part est de 49 %, explique-t-on.", ""),
    ("Lucie Brel a annoncé une vente.\n\nElle a précisé que la part est de 49 %.", ""),
    # several voices
    ("Selon Orvane, la part est de 49 % ; selon Teralis, elle est de 12 dollars.", "Orvane"),
    ("La part est de 49 % selon Orvane et de 12 dollars selon Teralis.", "Orvane"),
    ("La police annonce une hausse de 49 %, mais selon les riverains le prix est de 12 dollars.", "La police"),
    # the paper's own voice
    ("La part est de 49 %.", ""),
    ("Selon nos informations, la part est de 49 %.", ""),
    ("La part varie de 49 % selon les régions.", ""),
    ("La part varie de 49 % selon la taille de l'entreprise.", ""),
    ("Par rapport au tour de table précédent, la hausse est de 49 %.", ""),
    ("La hausse est estimée à 49 % par an.", ""),
    ("La hausse, évaluée à 49 % par rapport à mai, ralentit.", ""),
    ("Le groupe, dont 49 % du capital est suisse, a déclaré chercher un acquéreur.", ""),
    ("Après une baisse de 49 %, Lucie Brel a déclaré que tout irait mieux.", ""),
    ("Lucie Brel a déclaré que tout va bien, mais la part a fondu de 49 %.", ""),
    ("« Tout va bien », a déclaré Lucie Brel, qui détient 49 % du capital.", ""),
    ("Tout va bien (selon la mairie). La part est de 49 %.", ""),
    ("L'accord (salué, selon la mairie, par tous) porte sur une part qui reste de 49 %.", ""),
    ("L'annonce d'une hausse de 49 % a surpris.", ""),
    ("Le plan annoncé mardi prévoit une baisse de 49 %.", ""),
    ("La vente a rapporté 49 % de plus.", ""),
    ("Le groupe n'a pas précisé si la part de 49 % serait vendue.", ""),
    ("Selon Orvane, tout va bien. La part est de 49 %.", ""),
    ("La directrice a ajouté 49 % de sel.", ""),
]
ENGLISH = [
    ("According to Mara Lind, the stake is 49%.", "Mara Lind"),
    ("The stake is 49%, according to two bankers.", "two bankers"),
    ("The stake is 49%, according to people familiar with the matter.", "people familiar"),
    ("Mara Lind said the stake was 49%.", "Mara Lind"),
    ("Mara Lind, the chief executive, said the stake was 49%.", "Mara Lind"),
    ("The company said on Tuesday that the stake was 49%.", "The company"),
    ("The union told reporters that 49% of jobs would go.", "The union"),
    ("The company's finance chief told analysts margins would reach 49%.", "The company's finance chief"),
    ("The stake is 49%, Mara Lind said on Tuesday.", "Mara Lind"),
    ("The stake is 49%, the company said in a statement.", "the company"),
    ('"The stake is 49%," said Mara Lind, the head of Orvane.', "Mara Lind"),
    ("“The stake is 49%,” Mara Lind told reporters.", "Mara Lind"),
    ("Police have confirmed that 49% of homes were hit.", "Police"),
    ("Analysts at Orvane estimated the stake at 49%.", "Analysts at Orvane"),
    ("The stake, estimated by analysts at 49%, is small.", "analysts"),
    ("The stake was put at 49% by the Orvane institute.", "the Orvane institute"),
    ("Orvane and Teralis announced a rise of 49%.", "Orvane and Teralis"),
    ("Mara Lind said all was well. The stake is 49%, she added.", "Mara Lind"),
    ("Mara Lind said all was well. He said the stake was 49%.", "Mara Lind"),
    ("Mara Lind said all was well. Paul Orr said it was not. She said the stake was 49%.", ""),
    ("The stake is 49%, he said.", ""),
    ("The stake is 49%.", ""),
    ("The stake varies by 49% according to size.", ""),
    ("Everything went according to plan, with a rise of 49%.", ""),
    ("After a fall of 49%, Mara Lind said it would cut jobs.", ""),
    ("Mara Lind, who owns 49% of the club, said all was well.", ""),
    ('"All is well," said Mara Lind, who owns 49% of the club.', ""),
    ("Mara Lind said all was well, but the stake fell by 49%.", ""),
    ("The company added staff and raised pay by 49%.", ""),
    ("The plan announced on Tuesday would cut costs by 49%.", ""),
    ("An estimated 49% of homes were hit.", ""),
    ("The fire claimed 49% of the forest.", ""),
    ("The group reported a 49% rise.", ""),
    ("According to Orvane, all is well. The stake is 49%.", ""),
    ("By 49% the vote was won, to what he said was surprise.", ""),
]


@pytest.mark.parametrize(("text", "speaker"), FRENCH)
def test_the_speaker_of_a_french_sentence(text: str, speaker: str) -> None:
    assert [reading.attribution for reading in read(text) if reading.kind == "percent"] == [speaker]


@pytest.mark.parametrize(("text", "speaker"), ENGLISH)
def test_the_speaker_of_an_english_sentence(text: str, speaker: str) -> None:
    assert [reading.attribution for reading in read(text, "en") if reading.kind == "percent"] == [speaker]


@pytest.mark.parametrize(
    ("text", "language", "speakers"),
    [
        ("La part est de 49 % selon Orvane et de 45 % selon Teralis.", "fr", ["Orvane", "Teralis"]),
        ("Selon Orvane, la part est de 49 % ; selon Teralis, elle est de 45 %.", "fr", ["Orvane", "Teralis"]),
        ("Lucie Brel a dit que 12 % partiraient, tandis que 8 % restent.", "fr", ["Lucie Brel", ""]),
        ("Selon Orvane, la part est de 49 %. Le prix est de 12 %.", "fr", ["Orvane", ""]),
        ("Il reste 12 % ; mais selon la mairie, 8 % partiront.", "fr", ["", "la mairie"]),
        ("Sales rose 12%. Costs fell 8%, the company said.", "en", ["", "the company"]),
        ("According to Orvane it is 12%, but according to Teralis it is 8%.", "en", ["Orvane", "Teralis"]),
    ],
)
def test_each_figure_has_its_own_speaker(text: str, language: str, speakers: list[str]) -> None:
    assert [reading.attribution for reading in read(text, language)] == speakers


def test_a_speaker_has_at_most_eight_words() -> None:
    text = "Selon la directrice générale adjointe de la filiale suisse du groupe Orvane de Nantes, 49 % partent."
    speaker = read(text)[0].attribution
    assert speaker.startswith("la directrice générale adjointe")
    assert len(speaker.split()) <= 8
    assert not speaker.endswith((" de", " du", " la"))


@pytest.mark.parametrize(
    ("text", "language", "speakers"),
    [
        ('"They promised 12%. Then it was 8%," said Mara Lind.', "en", ["Mara Lind"] * 2),
        ("“They promised 12%,” Mara Lind said. “Then it was 8%. Now it is 4%.”", "en", ["Mara Lind"] * 3),
        ("« On nous promet 12 %. Puis ce sera 8 % », ironise Lucie Brel.", "fr", ["Lucie Brel"] * 2),
        ("Lucie Brel a déclaré : « On nous promet 12 %. Puis ce sera 8 %. »", "fr", ["Lucie Brel"] * 2),
        ("« On nous promet 12 %. Puis ce sera 8 %. »", "fr", ["", ""]),
        ("« Tout va bien », a dit Lucie Brel.\n\nLa part est de 12 %. « On espère 8 %. »", "fr", ["", ""]),
        ('"We said it was 12%," said Mara Lind.', "en", ["Mara Lind"]),
    ],
)
def test_a_quotation_of_several_sentences_has_one_speaker(text: str, language: str, speakers: list[str]) -> None:
    assert [reading.attribution for reading in read(text, language)] == speakers


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("The stake is 49%, the weather service said by email.", "en", "the weather service"),
        ("The stake is 49%, plant manager Curt Halla said at a meeting.", "en", "plant manager Curt Halla"),
        ("The stake is 49%, the companies said Tuesday.", "en", "the companies"),
        ("It forced 49% to flee, Beacon News Service reported.", "en", "Beacon News Service"),
        ("Orvane said all was well. It said in a report that 49% would go.", "en", "Orvane"),
        ("Mara Lind said so. The share is small, she said, against 49% in Paris.", "en", "Mara Lind"),
        ("Economists put the share at 49%.", "en", "Economists"),
        ("Its economists reckon that prices were 49% higher.", "en", "Its economists"),
        ("La ministre chiffre la part à 49 %.", "fr", "La ministre"),
        ("La part est de 49 %, d'après les chirurgiens.", "fr", "les chirurgiens"),
        ("La part est de 49 %, d'après un décompte établi mardi par la chaîne Alder.", "fr", "la chaîne Alder"),
        ("La part est de 49 %, a précisé à l'Agence Corail la directrice.", "fr", "la directrice"),
        ("La part est de 49 %, lâche son patron, Paul Kerv.", "fr", "son patron, Paul Kerv"),
        ("La part est de 49 %, a déclaré à des journalistes la directrice.", "fr", "la directrice"),
        ("La direction prévoit 49 % de hausse.", "fr", "La direction"),
        ("Le rapport de la Cour souligne que 49 % restent.", "fr", "Le rapport de la Cour"),
        ("Les deux parties ont indiqué dans un communiqué que 49 % restent.", "fr", "Les deux parties"),
        ("« On en perd 49 % », promet le PDG, Marc Dury, qui a cédé sa part.", "fr", "le PDG, Marc Dury"),
        ("Le syndicat craint 49 % de départs.", "fr", "Le syndicat"),
        ('"We lose 49%," said chief executive Mark Drury, who sold his stake.', "en", "chief executive Mark Drury"),
        ("It lost 49%, two people familiar with the matter said.", "en", "two people familiar with the matter"),
        ("Shares of the firm, which said it would cut jobs, fell 49%.", "en", ""),
        ("Le contrat prévoit une hausse de 49 %.", "fr", ""),
        ("Les plus âgés rappellent la hausse de 49 %.", "fr", ""),
        ("The governor declared an emergency and a rise of 49%.", "en", ""),
    ],
)
def test_the_speaker_where_its_place_leaves_no_doubt(text: str, language: str, speaker: str) -> None:
    assert [reading.attribution for reading in read(text, language) if reading.kind == "percent"] == [speaker]


def test_the_day_of_a_saying_is_not_said() -> None:
    readings = read("Le groupe Orvane a annoncé jeudi que 49 % partiraient.")
    assert [reading.attribution for reading in readings] == ["", "Le groupe Orvane"]

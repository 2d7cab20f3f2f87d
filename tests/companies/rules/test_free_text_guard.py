"""The free-text guard (domain 5.4): sentences of the trade that pass, sentences that must be caught."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.reference.tables import activity_rows
from negoce.companies.rules.free_text.guard import check_free_text
from negoce.companies.rules.free_text.numbers import find_numbers

ORDINARY = """
Le syndicat professionnel des emballeurs nous recommande.
Il siège au syndicat mixte des eaux et au syndicat de copropriété.
Membre du syndicat patronal de la plasturgie.
Revoir la politique tarifaire avant la fin du mois.
Bonne santé financière, bilan déposé en mars.
L’état de santé financière du groupe est rassurant.
Ils traitent la maladie de la vigne avec notre gamme cuivre.
Les maladies cryptogamiques ont fait baisser la récolte.
La caisse primaire d’assurance maladie consulte en procédure adaptée.
Dépression économique du secteur, ils attendent l’automne.
Entreprise engagée pour l’emploi des travailleurs handicapés.
Notre handicap tarifaire est de 4 % face à leur fournisseur actuel.
Livraison dans l’enceinte de l’usine, quai 4.
Ils vendent des enceintes acoustiques.
Solution hydroalcoolique à 70 %, 200 bidons par mois.
Boissons alcooliques : pas avant 2027.
Rayon diététique et produits pour diabétiques à développer.
Gilets jaunes haute visibilité, 300 pièces.
Le lycée catholique Saint-Marc a un budget de 12 000 €.
L’institut catholique et l’université protestante lancent un marché commun.
Opération commerciale ramadan : prévoir 20 palettes de dattes.
M. Chrétien est absent jusqu’au 12.
Religieuses au chocolat : 400 boîtes pâtissières par semaine.
Pièces d’origine obligatoires pour la maintenance.
Viande d’origine française uniquement.
Les composants électroniques sont d’origine chinoise.
Commande de Black Friday attendue en octobre.
Son fils reprend l’entreprise en janvier.
Sa fille est comptable dans la société et valide les factures.
Entreprise familiale depuis 1954.
La poutre maîtresse du hangar doit être renforcée.
Le maître d’ouvrage valide le lot 3.
Cuvée Veuve Durand : étiquettes à revoir.
M. Gay préfère être appelé le matin.
Tapettes à souris et pièges à insectes : tarif à envoyer.
Marge nulle sur ce lot, ne pas descendre plus bas.
Ce contrat est nul et non avenu.
Chaudière à boulets de charbon.
Ils sont susceptibles de commander avant juin.
Elle est susceptible d’acheter deux machines.
Demander l’extrait de casier judiciaire pour le marché public.
La société concurrente a été condamnée pour retard de paiement.
Le groupe est à gauche de la rocade, entrée de droite.
Le local est à droite de l’accueil.
Profilés en aluminium bleu et profil rouge pour la gamme 2027.
Il décide avec le directeur financier ; budget 60 000 €.
Interlocutrice absente jusqu’au 15 mars, remplacée par Mme Perrin.
Le prix est leur premier motif, l’orgueil de marque le second.
Vote du CSE le 14 : budget de 8 000 €.
Membre du comité de direction, adhérent à la chambre de commerce.
Le client conteste la facture F-2026-00871.
Il veut des échantillons de film noir mat et de film blanc.
Le papier blanc mat et les noirs brillants partent vendredi.
Paiement à 45 jours fin de mois, retard moyen de 2 jours.
SIRET 732 829 320 00074, TVA FR44 732829320.
Code-barres 3560070462926 à imprimer sur le carton.
Commande n° 4500012345678901 du 3 mars.
Rappeler au 04 76 00 00 00 ou au +33 6 39 98 00 00.
Partie prenante du projet, sans parti pris.
Le stock est nul, réassort vendredi.
Elle a apprécié la démonstration et veut un devis sous huit jours.
Ancien client perdu sur le prix, à relancer en mars.
Réunion Teams avec l’acheteur, la directrice technique et le chef d’atelier.
Grève des transports : livraison décalée au 12.
Ordures ménagères : sacs de 100 litres.
Test aveugle des échantillons prévu en mai.
Il négocie fermement et cite deux concurrents.
Le quai de déchargement est à gauche.
Il est à droite de la photo, au fond.
Le service de cancérologie renouvelle ses fauteuils.
Clinique psychiatrique : 40 lits, appel d’offres en mai.
Ventes timides en mars, reprise attendue.
Complexe de loisirs de 4 000 m².
Son père a fondé l’entreprise en 1982.
Il veut sa famille de produits complète au catalogue.
Contrat de prévoyance invalidité et arrêt de travail.
Gamme pour allergiques à présenter.
L’effet pervers de la remise, c’est le stock.
Deux arguments militent pour notre offre.
Magasin pour les pratiquants de golf et de judo.
Cabinet d’avocats spécialisé en divorces.
Rampes handicapés à l’entrée, sanitaires handicapés au fond.
Accueil d’adultes handicapés, 60 places, cuisine à équiper.
La fondation protestante renouvelle son mobilier.
Mauvais souvenir de la livraison de mars : palette cassée.
""".strip().splitlines()

CAUGHT = """
health | Il est en dépression depuis juin.
health | DÉPRESSIF, ne pas insister.
health | Elle est enceinte de six mois.
health | Son fils est handicapé.
private_life | Ses enfants handicapés l’occupent beaucoup.
health | Il a un cancer.
health | Arrêt maladie prolongé.
health | Handicapé, se déplace peu.
health | Il boit trop au déjeuner.
health | Hospitalisée la semaine dernière.
health | Gros problèmes de santé.
health | Burn-out en 2025.
health | Traité par un psychiatre.
health | Allergique aux arachides.
opinion | Il vote à gauche.
opinion | Elle est plutôt de gauche.
opinion | Homme de droite.
opinion | Elle vote RN.
opinion | Proche de l’extrême-droite.
opinion | Militant écologiste.
opinion | Encarté au parti socialiste.
opinion | Ses opinions politiques sont tranchées.
opinion | Franc-maçon, comme le maire.
religion | Catholique pratiquant.
religion | Il est musulman.
religion | Elle fait le ramadan, éviter le midi.
religion | Ne mange que halal ; mange halal.
religion | Témoin de Jéhovah.
religion | Ils sont juifs.
religion | Très religieuse.
union | Délégué syndical CGT.
union | Elle est syndiquée.
union | Syndicaliste très actif.
union | Membre du syndicat depuis dix ans.
origin | Il est d’origine marocaine.
origin | Acheteuse d’origine africaine.
origin | Fort accent portugais.
origin | C’est un Arabe.
origin | Personne de couleur.
private_life | En instance de divorce.
private_life | Sa femme l’a quitté.
private_life | Célibataire.
private_life | Interdit bancaire à titre personnel.
private_life | Ses enfants sont en garde alternée.
private_life | Problèmes familiaux.
private_life | En congé maternité.
sexual_life | Homosexuel.
sexual_life | Il est gay.
sexual_life | Liaison avec la secrétaire.
sexual_life | Coureur de jupons.
judgement | C’est un con.
judgement | Connasse !
judgement | Complètement incompétent.
judgement | Menteur et radin.
judgement | Quel imbécile.
judgement | Pas très malin.
judgement | Elle est vraiment insupportable.
judgement | Casse-couilles.
judgement | Tête à claques
psychology | Profil psychologique : dominant.
psychology | Personnalité narcissique.
psychology | Introverti, il faut le pousser.
psychology | Très susceptible.
psychology | Profil DISC rouge.
psychology | Elle est lunatique et colérique.
psychology | Manque de confiance en lui.
offence | Il a fait de la prison.
offence | Condamné pour fraude.
social_security_number | NIR 2 55 08 14 168 025 38
social_security_number | n° sécu : 255081416802538
bank_card | Carte 4111 1111 1111 1111, expire 12/28
bank_card | amex 378282246310005
bank_account | IBAN FR14 2004 1010 0505 0001 3M02 606 à utiliser
bank_account | RIB 20041 01005 0500013M026 06
""".strip().splitlines()


@pytest.mark.parametrize("sentence", ORDINARY)
def test_sentences_of_the_trade_pass(sentence: str) -> None:
    assert check_free_text(sentence) == ()


@pytest.mark.parametrize("line", CAUGHT)
def test_sentences_about_the_person_are_caught(line: str) -> None:
    category, _, sentence = line.partition(" | ")
    found = check_free_text(sentence)
    assert category in {finding.category for finding in found}


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert len(ORDINARY) >= 40
    assert len(CAUGHT) >= 40


def test_offsets_point_into_the_text_given() -> None:
    """Ligatures and accents change lengths when folded; offsets are those of the original."""
    text = "Sœur et cœur : Dépressive, œdème ; très Introvertie."
    found = check_free_text(text)
    assert [(finding.category, finding.excerpt) for finding in found] == [
        ("health", "Dépressive"),
        ("psychology", "Introvertie"),
    ]
    assert all(text[finding.start : finding.end] == finding.excerpt for finding in found)


def test_case_accents_and_apostrophes_do_not_matter() -> None:
    for text in ("D’ORIGINE MAROCAINE", "d'origine marocaine", "D`Origine Marocaine"):
        assert [finding.category for finding in check_free_text(text)] == ["origin"]


def test_a_wrong_key_is_not_a_social_security_number() -> None:
    assert check_free_text("réf. 255081416802539") == ()


def test_a_word_tells_of_a_number_that_is_near() -> None:
    near, far = "sécurité sociale de M. Roux : ", "sécurité sociale du groupe, voir la commande "
    assert [found.category for found in check_free_text(f"{near}1850778006084")] == ["social_security_number"]
    assert check_free_text(f"{far}1850778006084") == ()


def test_many_numbers_are_read_in_a_time_that_grows_with_their_count() -> None:
    """Each looked back to the beginning of the text: minutes of work for this one."""
    began = time.process_time()
    assert list(find_numbers("1850778006084 " * 50_000)) == []
    assert time.process_time() - began < 60


def test_a_finding_is_a_warning_that_quotes_the_passage() -> None:
    finding = check_free_text("Il est divorcé.")[0].finding
    assert (finding.code, finding.severity) == ("free_text.private_life", "warning")
    assert finding.figures == {"excerpt": "divorcé"}


def test_findings_are_bounded() -> None:
    assert len(check_free_text("idiot " * 1_000)) == 50


@given(st.text(max_size=200))
def test_any_text_is_read_and_excerpts_match(text: str) -> None:
    for finding in check_free_text(text):
        assert text[finding.start : finding.end] == finding.excerpt
        assert finding.excerpt


def test_real_labels_of_activities_seldom_alarm() -> None:
    """Notes are full of names of trades: fewer than one in a hundred of INSEE's labels is stopped."""
    labels = [row.label for row in activity_rows()]
    stopped = [label for label in labels if check_free_text(label)]
    assert len(stopped) * 100 < len(labels)

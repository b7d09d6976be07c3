"""Invented pages as they are scraped, with the furniture around them."""

FRENCH_PAGE = """menu
close

Accueil > Économie > Ports

Le port de Brévigny vendu 3,2 G$ à un fonds

La ville cède son port pour 3,2 milliards de dollars. Le fonds promet 450 emplois.
Le port de Brévigny vendu 3,2 G$ à un fonds

Par Jeanne Roy, La Presse canadienne | Publié le 3 mars 2025 à 10 h 30
Temps de lecture : 4 minutes
Partager
Facebook
PHOTO HÉLÈNE BRUN, ARCHIVES LA PRESSE

La mairesse a signé lundi la vente du port (lire notre analyse), que le conseil avait approuvée en mai 2024.

À lire aussi : Dix ports qui cherchent preneur

La suite après la publicité

Le fonds, qui possède déjà 12 terminaux (source), paiera en 3 versements.[2] Le syndicat craint 80 départs.

Abonnez-vous à notre infolettre pour recevoir nos 5 meilleurs articles de la semaine.

Source:

© 2025 Le Courrier. Tous droits réservés.

Latest News
Une aciérie ferme après 112 ans
Trois questions sur le prix du blé
"""

ENGLISH_PAGE = """Skip to content
Business
Port of Dunmore sold for $3.2 billion
By Jane Doe and John O'Neil
Published March 3, 2025 10:30 a.m. ET
5 min read
Share this article
Photo: Ann Lee / Getty Images
DUNMORE, March 3 (Reuters) - The city has sold its port for $3.2 billion, the mayor said on Monday.
Advertisement
The fund owns 12 terminals (read our explainer) and will pay in 3 instalments, according to the contract.
Read more: Ten ports that look for a buyer
Sign up for our newsletter and get 5 stories a day.
We use cookies to improve your experience on our 3 sites. Learn more.
12 Comments
Copyright 2025 The Dunmore Post. All rights reserved.
Most read
Steel mill shuts after 112 years
"""

# Feilsidene.

error-expired-title = Økta er utgått
error-expired-text = Du har vore borte ei stund, eller du er ikkje logga inn. Av omsyn til tryggleiken må du logge inn på nytt. Ingenting er endra i registeret.
error-expired-kept = Du har vore borte ei stund, og av omsyn til tryggleiken må du logge inn på nytt. Det du skreiv, er ikkje lagra i registeret, men vi har teke vare på det. Du finn det att når du har logga inn.
error-bad-request-title = Vi forstod ikkje det som vart sendt
error-bad-request-text = Noko gjekk gale på vegen frå nettlesaren din. Ingenting er endra i registeret. Gå tilbake og prøv på nytt.
error-other-login-title = Skjemaet høyrer til ei anna innlogging
error-other-login-text = Du eller nokon andre har logga inn på nytt i denne nettlesaren etter at skjemaet vart opna. Difor er ingenting endra i registeret.
error-not-found-title = Vi finn ikkje sida
error-not-found-text = Adressa er kanskje skriven feil, eller sida er flytta.
error-unavailable-title = Registeret svarar ikkje akkurat no
error-unavailable-text = Feilen er hos oss, og han går som regel over på kort tid. Ingenting er endra i registeret.
error-unavailable-kept = Feilen er hos oss, og han går som regel over på kort tid. Vi veit ikkje om det du sende, vart lagra. Det ligg klart på denne sida, og det er trygt å sende det på nytt.
error-unexpected-title = Noko gjekk gale hos oss
error-unexpected-text = Feilen er meld til oss. Prøv igjen om litt. Hjelper ikkje det, kan du ringje og oppgje støttekoden nedst på sida.
error-log-in-again = Logg inn på nytt
error-to-my-contact = Gå til kontaktopplysningane dine
error-try-again = Prøv igjen
error-to-front = Gå til framsida
error-console-closed-title = Støttekonsollen er stengd
error-console-closed-text = Databasen lèt oss ikkje lese på ein måte som berre kan lese. Difor viser vi ingenting. Den som driftar registeret, finn grunnen i loggen.
error-not-approver-title = Du kan ikkje gjere dette
error-not-approver-text = Berre den som er godkjennar i støttekonsollen, kan gjere dette. Ingenting er endra.
error-not-looked-up-title = Slå opp personen først
error-not-looked-up-text = Du kan sjå ein person den første timen etter at du har slått opp personen og sagt kvifor.
error-to-look-up = Slå opp personen
error-to-console = Gå til støttekonsollen

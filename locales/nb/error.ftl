# Feilsidene.

error-expired-title = Økten er utløpt
error-expired-text = Du har vært borte en stund, eller du er ikke logget inn. Av hensyn til sikkerheten må du logge inn på nytt. Ingenting er endret i registeret.
error-expired-kept = Du har vært borte en stund, og av hensyn til sikkerheten må du logge inn på nytt. Det du skrev, er ikke lagret i registeret, men vi har tatt vare på det. Du finner det igjen når du har logget inn.
error-bad-request-title = Vi forsto ikke det som ble sendt
error-bad-request-text = Noe gikk galt på veien fra nettleseren din. Ingenting er endret i registeret. Gå tilbake og prøv på nytt.
error-other-login-title = Skjemaet hører til en annen innlogging
error-other-login-text = Du eller noen andre har logget inn på nytt i denne nettleseren etter at skjemaet ble åpnet. Derfor er ingenting endret i registeret.
error-not-found-title = Vi finner ikke siden
error-not-found-text = Adressen er kanskje skrevet feil, eller siden er flyttet.
error-unavailable-title = Registeret svarer ikke akkurat nå
error-unavailable-text = Feilen er hos oss, og den går som regel over i løpet av kort tid. Ingenting er endret i registeret.
error-unavailable-kept = Feilen er hos oss, og den går som regel over i løpet av kort tid. Vi vet ikke om det du sendte, ble lagret. Det ligger klart på denne siden, og det er trygt å sende det på nytt.
error-unexpected-title = Noe gikk galt hos oss
error-unexpected-text = Feilen er meldt til oss. Prøv igjen om litt. Hvis det ikke hjelper, kan du ringe og oppgi støttekoden nederst på siden.
error-log-in-again = Logg inn på nytt
error-to-my-contact = Gå til kontaktopplysningene dine
error-try-again = Prøv igjen
error-to-front = Gå til forsiden
error-console-closed-title = Støttekonsollen er stengt
error-console-closed-text = Databasen lar oss ikke lese på en måte som bare kan lese. Derfor viser vi ingenting. Den som drifter registeret, finner grunnen i loggen.
error-not-approver-title = Du kan ikke gjøre dette
error-not-approver-text = Bare den som er godkjenner i støttekonsollen, kan gjøre dette. Ingenting er endret.
error-not-looked-up-title = Slå opp personen først
error-not-looked-up-text = Du kan se en person den første timen etter at du har slått opp personen og sagt hvorfor.
error-to-look-up = Slå opp personen
error-to-console = Gå til støttekonsollen

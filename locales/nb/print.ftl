# Siden for utskrift.

print-link = Åpne en side du kan skrive ut
print-heading = Det kontaktregisteret har lagret om deg { $date }
print-how = Skriv ut siden med nettleseren. Der kan du også lagre den som PDF.
print-person = Deg i registeret
print-identifier = Fødselsnummer eller d-nummer
print-status = Status
print-active = Registrert
print-deleted = Slettet
print-deleted-at = Slettet
print-deletion-due = Blir slettet
print-number = Nummer
print-address = Adresse
print-updated = Registrert eller endret
print-confirmed = Sist bekreftet
print-validated = Verifisert med kode
print-never = Aldri
print-shared = Delt med vilje
print-said = { $why }, sagt { $date }
print-provider = Leverandør
print-mailbox-address = Postkasseadresse
print-chosen = Valgt
print-news = Merknad
print-changed = Sist endret
print-history = Alle hendelser og hvem som sto for dem, de nyeste først. Selve numrene og adressene står ikke i historikken.

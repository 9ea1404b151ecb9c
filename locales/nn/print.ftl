# Sida for utskrift.

print-link = Opne ei side du kan skrive ut
print-heading = Det kontaktregisteret har lagra om deg { $date }
print-how = Skriv ut sida med nettlesaren. Der kan du òg lagre henne som PDF.
print-person = Deg i registeret
print-identifier = Fødselsnummer eller d-nummer
print-status = Status
print-active = Registrert
print-deleted = Sletta
print-deleted-at = Sletta
print-deletion-due = Blir sletta
print-number = Nummer
print-address = Adresse
print-updated = Registrert eller endra
print-confirmed = Sist stadfesta
print-validated = Verifisert med kode
print-never = Aldri
print-shared = Delt med vilje
print-said = { $why }, sagt { $date }
print-provider = Leverandør
print-mailbox-address = Postkasseadresse
print-chosen = Vald
print-news = Merknad
print-changed = Sist endra
print-history = Alle hendingar og kven som stod for dei, dei nyaste først. Sjølve nummera og adressene står ikkje i historikken.

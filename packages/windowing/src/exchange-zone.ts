/** Yahoo's exchange codes by the time zone whose date begins their trading sessions. */
const CODES_BY_ZONE: Readonly<Record<string, string>> = {
  "America/New_York":
    "NMS NYQ NGM NCM NAS NSQ NYS PCX ASE BTS CBO CXI PNK OQB OQX OEM OTC NYM CMX NYB SNP DJI NIM WCB CGI OPR",
  "America/Chicago": "CME CBT",
  "America/Toronto": "TOR VAN CNQ NEO",
  "America/Sao_Paulo": "SAO",
  "America/Mexico_City": "MEX",
  "America/Argentina/Buenos_Aires": "BUE",
  "America/Santiago": "SGO",
  "Europe/London": "LSE IOB AQS",
  "Europe/Dublin": "ISE",
  "Europe/Lisbon": "LIS",
  "Europe/Paris": "PAR ENX",
  "Europe/Amsterdam": "AMS",
  "Europe/Brussels": "BRU",
  "Europe/Berlin": "GER FRA BER DUS HAM HAN MUN STU",
  "Europe/Zurich": "EBS",
  "Europe/Vienna": "VIE",
  "Europe/Rome": "MIL",
  "Europe/Madrid": "MCE",
  "Europe/Stockholm": "STO",
  "Europe/Oslo": "OSL",
  "Europe/Copenhagen": "CPH",
  "Europe/Helsinki": "HEL",
  "Europe/Warsaw": "WSE",
  "Europe/Prague": "PRA",
  "Europe/Budapest": "BUD",
  "Europe/Athens": "ATH",
  "Europe/Istanbul": "IST",
  "Asia/Jerusalem": "TLV",
  "Asia/Riyadh": "SAU",
  "Asia/Qatar": "DOH",
  "Asia/Kolkata": "NSI BSE",
  "Asia/Jakarta": "JKT",
  "Asia/Bangkok": "SET",
  "Asia/Kuala_Lumpur": "KLS",
  "Asia/Singapore": "SES",
  "Asia/Hong_Kong": "HKG",
  "Asia/Shanghai": "SHH SHZ",
  "Asia/Taipei": "TAI TWO",
  "Asia/Seoul": "KSC KOE",
  "Asia/Tokyo": "JPX OSA FKA SAP",
  "Australia/Sydney": "ASX",
  "Pacific/Auckland": "NZE",
  "Africa/Johannesburg": "JNB",
  "Africa/Cairo": "CAI",
};

const zoneByCode = new Map<string, string>();
for (const [zone, codes] of Object.entries(CODES_BY_ZONE)) {
  for (const code of codes.split(" ")) zoneByCode.set(code, zone);
}

/** The time zone of an exchange; UTC where the code is unknown, as for crypto (CCC) and currencies (CCY). */
export function exchangeZone(exchange: string | null): string {
  return (exchange !== null && zoneByCode.get(exchange)) || "UTC";
}

/** Days from 1970-01-01 to a date of the Gregorian calendar, which may lie before it. */
const daysTo = (year: number, month: number, day: number): number => {
  // Years begin in March, so that the leap day is the last of them.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
};

/**
 * Seconds from the beginning of 1970 to an xs:dateTime (XML Schema 2, 3.2.7), without leap seconds; without a zone it is
 * taken for UTC, as ISO/IEC 23009-1 has it. `undefined` for what is none.
 */
export const instantOf = (text: string): number | undefined => {
  const shape = /^(-?\d{4,9})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d{1,12})?)(?:Z|([+-])(\d\d):(\d\d))?$/;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const [zoneHours, zoneMinutes] = [Number(match[8] ?? 0), Number(match[9] ?? 0)];
  const zone = (match[7] === '-' ? -1 : 1) * (zoneHours * 3600 + zoneMinutes * 60);
  const days = daysTo(year ?? 0, month ?? 1, day ?? 1);
  return days * 86_400 + (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0) - zone;
};

// Reads a calendar from standard input with ical.js or node-ical and prints its events as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const text = readFileSync(0, "utf8");

function withIcalJs() {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      title: event.summary,
      place: event.location,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
    };
  });
}

function withNodeIcal() {
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter((part) => part.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      sequence: Number(event.sequence),
      status: event.status,
      title: event.summary,
      place: event.location,
      start: event.start.toISOString(),
      end: event.end.toISOString(),
    }));
}

console.log(JSON.stringify(process.argv[2] === "ical.js" ? withIcalJs() : withNodeIcal()));

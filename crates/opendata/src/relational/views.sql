CREATE INDEX seats_by_body ON seats (body);
CREATE INDEX seats_by_partner ON seats (partner);
CREATE INDEX appointments_by_seat ON appointments (seat, from_day);
CREATE INDEX appointments_by_person ON appointments (person);
CREATE INDEX substitutes_by_seat ON substitutes (seat);
CREATE INDEX meetings_by_body ON meetings (body, day);
CREATE INDEX papers_by_item ON papers (meeting, item);
CREATE INDEX attendance_by_meeting ON attendance (meeting);
CREATE INDEX attendance_by_person ON attendance (person);
CREATE INDEX attendance_by_partner ON attendance (partner);
CREATE INDEX decisions_by_item ON decisions (meeting, item);
CREATE INDEX votes_by_decision ON votes (decision);
CREATE INDEX votes_by_partner ON votes (partner);
CREATE INDEX dissents_by_decision ON dissents (decision);
CREATE INDEX actions_by_owner ON actions (owner, due);
CREATE INDEX lines_by_kind ON lines (kind);

-- Who sits where on the day on which the copy was made.
CREATE VIEW members_today AS
SELECT seats.body, bodies.name AS body_name, seats.id AS seat, seats.title, seats.capacity,
       people.id AS person, people.name, appointments.partner, appointments.from_day, appointments.until_day
FROM about
JOIN appointments ON appointments.from_day <= about.today
    AND (appointments.until_day IS NULL OR appointments.until_day >= about.today)
JOIN seats ON seats.id = appointments.seat AND seats.in_force
JOIN bodies ON bodies.id = seats.body
JOIN people ON people.id = appointments.person;

-- Seats that someone should hold and nobody does.
CREATE VIEW vacancies AS
SELECT seats.id AS seat, seats.body, seats.title, seats.partner
FROM seats, about
WHERE seats.in_force
  AND (seats.starts IS NULL OR seats.starts <= about.today)
  AND (seats.ends IS NULL OR seats.ends >= about.today)
  AND NOT EXISTS (SELECT 1 FROM members_today WHERE members_today.seat = seats.id);

-- What was decided, newest first.
CREATE VIEW decision_register AS
SELECT meetings.day, bodies.name AS body, decisions.id, decisions.text, decisions.standing,
       decisions.votes_for, decisions.votes_against, decisions.abstained, decisions.quorate
FROM decisions
JOIN meetings ON meetings.id = decisions.meeting
JOIN bodies ON bodies.id = meetings.body
WHERE decisions.agreed IS NOT NULL
ORDER BY meetings.day DESC, decisions.id;

-- How often each partner's member seats were filled at meetings, by body.
CREATE VIEW attendance_by_partner_and_body AS
SELECT meetings.body, attendance.partner, partners.name,
       count(*) AS seats_expected,
       sum(attendance.how = 'present') AS came,
       sum(attendance.how = 'present' AND attendance.substitute) AS by_substitute,
       sum(attendance.how = 'apologies') AS apologies
FROM attendance
JOIN meetings ON meetings.id = attendance.meeting
JOIN partners ON partners.id = attendance.partner
WHERE attendance.member
GROUP BY meetings.body, attendance.partner;

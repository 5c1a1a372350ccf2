-- How somebody signed in. Sessions that are open while this step is taken were begun by a link.
ALTER TABLE sessions ADD COLUMN means TEXT NOT NULL DEFAULT 'link';

DROP INDEX "audit_log_team_at";--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "position" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
CREATE INDEX "audit_log_team_at" ON "audit_log" USING btree ("team_id","at","position");
DROP INDEX "findings_asset";--> statement-breakpoint
ALTER TABLE "judged_accounts" ADD COLUMN "scan_id" text;--> statement-breakpoint
CREATE INDEX "findings_asset" ON "findings" USING btree ("cloud_account_id","asset_id","status");
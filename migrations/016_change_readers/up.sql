-- 016_change_readers: the Studio shows the records of governed change. Who reads there does so under the roles that read the ledger; they
-- may read what a package, a run and a backup left, and write nothing of it. Which servers were ever pinned stays with the migration role.

GRANT SELECT ON cutter_control.change_package,
                cutter_control.change_review,
                cutter_control.change_authorisation,
                cutter_control.change_authorisation_use,
                cutter_control.change_run,
                cutter_control.change_step,
                cutter_control.gate_report,
                cutter_control.backup,
                cutter_control.backup_verification
   TO cutter_exec, cutter_verify;

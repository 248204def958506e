-- Takes back 016_change_readers. No row is lost.

REVOKE SELECT ON cutter_control.change_package,
                 cutter_control.change_review,
                 cutter_control.change_authorisation,
                 cutter_control.change_authorisation_use,
                 cutter_control.change_run,
                 cutter_control.change_step,
                 cutter_control.gate_report,
                 cutter_control.backup,
                 cutter_control.backup_verification
  FROM cutter_exec, cutter_verify;

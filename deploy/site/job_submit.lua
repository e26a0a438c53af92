-- The gate that a Slurm site installs for the gateway's accounts (evidence A1): nothing but the site's own runner starts, and no
-- job of the same name twice. Other users are not touched. deploy/slurm fills in the range of uids.
--
-- Numbers are Slurm's: 2002 access denied, 2010 not allowed to change, 2011 duplicate job. A submission that Slurm refuses after
-- this gate keeps its name taken until slurmctld restarts: the next attempt has another name.
local FIRST_UID, LAST_UID = ${FILL_FIRST_UID}, ${FILL_LAST_UID}

local HEX = "[0-9a-f]"
local UUID = HEX:rep(8) .. "%-" .. HEX:rep(4) .. "%-" .. HEX:rep(4) .. "%-" .. HEX:rep(4) .. "%-" .. HEX:rep(12)
local LAUNCHER = "^#!/bin/sh\nexec /usr/lib/sluis/sluis%-runner (" .. UUID .. ")\n$"

-- What would run before the runner does. pairs() does not list a job's environment, so names are asked for one by one.
local REFUSED_VARIABLES = {
  "LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "LD_DEBUG_OUTPUT", "GCONV_PATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
  "_JAVA_OPTIONS", "BASH_ENV", "ENV", "IFS", "SHELLOPTS", "BASHOPTS", "PS4",
}

local function ours(uid) return uid >= FIRST_UID and uid <= LAST_UID end

local function refuse(code, ...)
  slurm.log_info("sluis gate: refused: " .. string.format(...))
  return code
end

-- Names that were submitted; built again from Slurm's own jobs after a restart.
local seen = nil

local function taken(name)
  if not seen then
    seen = {}
    for _, job in pairs(slurm.jobs) do
      if job.name then seen[job.name] = true end
    end
  end
  return seen[name]
end

function slurm_job_submit(job, partitions, uid)
  if not ours(uid) and not ours(job.user_id) then return slurm.SUCCESS end
  if uid ~= job.user_id then return refuse(2002, "user %d asks for user %d", uid, job.user_id) end
  local attempt = type(job.script) == "string" and job.script:match(LAUNCHER)
  if not attempt then return refuse(2002, "the script is not the launcher") end
  if job.name ~= "sluis-" .. attempt then return refuse(2002, "the name is not that of attempt %s", attempt) end
  if job.array_inx or (job.argc or 0) > 1 or job.container or job.burst_buffer or (job.mail_type or 0) ~= 0 then
    return refuse(2002, "arrays, arguments, containers, burst buffers and mail are not for attempts")
  end
  for _, name in ipairs(REFUSED_VARIABLES) do
    if job.environment[name] then return refuse(2002, "variable %s", name) end
  end
  if taken(job.name) then return refuse(2011, "%s was submitted before", job.name) end
  seen[job.name] = true
  job.std_out, job.std_err, job.std_in, job.work_dir, job.requeue = "/dev/null", "/dev/null", "/dev/null", "/", 0
  return slurm.SUCCESS
end

-- An attempt may be held and released, nothing else. begin_time, end_time and user_id always look set here.
local FIXED = {
  "account", "admin_comment", "array_inx", "burst_buffer", "comment", "contiguous", "cpus_per_task", "default_account", "delay_boot",
  "dependency", "exc_nodes", "features", "gres", "licenses", "max_cpus", "max_nodes", "min_cpus", "min_mem_per_cpu",
  "min_mem_per_node", "min_nodes", "name", "network", "nice", "num_tasks", "partition", "pn_min_memory", "prefer", "qos", "reboot",
  "req_nodes", "requeue", "reservation", "script", "shared", "std_err", "std_in", "std_out", "time_limit", "time_min", "tres_per_job",
  "tres_per_node", "wckey", "work_dir",
}

local function unset(value)
  if value == nil or value == "" then return true end
  return type(value) == "number" and (value == 0 or value == -1 or value == slurm.NO_VAL or value == slurm.NO_VAL16
    or value == slurm.NO_VAL8 or value == slurm.NO_VAL64)
end

function slurm_job_modify(change, job, partitions, uid)
  if not ours(uid) then return slurm.SUCCESS end
  for _, field in ipairs(FIXED) do
    if not unset(change[field]) then return refuse(2010, "change of %s", field) end
  end
  return slurm.SUCCESS
end

return slurm.SUCCESS

// The table of contents. `dotnet cake --description` lists the targets with a sentence each.
#load "build/request.cake"
#load "build/selection.cake"
#load "build/prerequisites.cake"
#load "build/signals.cake"
#load "build/programs.cake"
#load "build/typesetting.cake"
#load "build/test-tally.cake"

#load "build/compile.cake"
#load "build/test.cake"
#load "build/mutate.cake"
#load "build/experiment.cake"
#load "build/report.cake"
#load "build/reproduce.cake"
#load "build/publish.cake"
#load "build/cluster.cake"

Setup(context =>
{
    var request = Request.Read(context);
    request.Validate(context.TasksToExecute);
    Prerequisites.Require(context, request, context.TasksToExecute);
    return request;
});

var target = Argument("target", "");
Request.RequireKnownArguments(Context, Tasks, target);
RunTarget(target);
